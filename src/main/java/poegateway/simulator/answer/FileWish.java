package poegateway.simulator.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a request wants of a file that is made.
 *
 * @param format such as {@code wav}; empty where none is named
 * @param shape what it says of the size of a picture, by the names of its parameters
 */
public record FileWish(String format, Map<String, String> shape) {
    public static final FileWish NONE = new FileWish("", Map.of());

    /** Names under which models of pictures take a size. */
    public static final List<String> SHAPES = List.of("size", "aspect", "aspect_ratio", "width", "height");

    public FileWish {
        shape = Map.copyOf(shape);
    }

    public FileWish withFormat(String named) {
        return new FileWish(named, shape);
    }

    public FileWish withShape(String name, String value) {
        Map<String, String> more = new HashMap<>(shape);
        more.put(name, value);
        return new FileWish(format, more);
    }
}
