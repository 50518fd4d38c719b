package poegateway.media;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Widths and heights in the spellings that models declare: {@code 1024x1536}, {@code 1024*1536}, {@code 2:3}, {@code 19.5:9}. */
public final class Proportions {
    /** A picture that is one part in twenty wider is what was asked for: 1792x1024 is drawn as 16:9. */
    private static final double TOLERANCE = 0.05;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[xX*×](\\d{1,5})");
    private static final Pattern RATIO = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?):(\\d{1,4}(?:\\.\\d{1,3})?)");

    private Proportions() {}

    /** Width and height in pixels. */
    public record Pixels(int width, int height) {}

    /** What a size says; empty for any other text. */
    public static Optional<Pixels> pixels(String text) {
        Matcher size = SIZE.matcher(text);
        return size.matches()
                ? Optional.of(new Pixels(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
                        .filter(pixels -> pixels.width > 0 && pixels.height > 0)
                : Optional.empty();
    }

    /** The same size in a model's own spelling. */
    public static Optional<String> sameSize(Pixels wanted, List<String> declared) {
        return declared.stream()
                .filter(text -> pixels(text).filter(wanted::equals).isPresent())
                .findFirst();
    }

    /** The declared size or ratio of that shape, or one that differs so little that nobody sees it. */
    public static Optional<String> sameShape(String wanted, List<String> declared) {
        OptionalDouble shape = shape(wanted);
        return shape.isEmpty()
                ? Optional.empty()
                : declared.stream()
                        .filter(text -> distance(shape.getAsDouble(), text) <= TOLERANCE)
                        .min(Comparator.comparingDouble(text -> distance(shape.getAsDouble(), text)));
    }

    private static double distance(double shape, String declared) {
        OptionalDouble other = shape(declared);
        return other.isEmpty() ? Double.MAX_VALUE : Math.abs(Math.log(shape / other.getAsDouble()));
    }

    /** Width by height. */
    private static OptionalDouble shape(String text) {
        Optional<Pixels> pixels = pixels(text);
        if (pixels.isPresent()) {
            return OptionalDouble.of((double) pixels.get().width / pixels.get().height);
        }
        Matcher ratio = RATIO.matcher(text);
        if (!ratio.matches()) {
            return OptionalDouble.empty();
        }
        double shape = Double.parseDouble(ratio.group(1)) / Double.parseDouble(ratio.group(2));
        return shape > 0 && Double.isFinite(shape) ? OptionalDouble.of(shape) : OptionalDouble.empty();
    }
}
