package poegateway.media.video;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import poegateway.catalog.ModelParameter;
import poegateway.catalog.ModelParameter.Values;
import poegateway.media.ParameterWriter;
import poegateway.media.Proportions;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonSlice;

/**
 * Says the options of a request for a video in the parameters that its model declares. A length or a shape that it does not make is
 * refused, if Poe's own list says so, since a video of another one would be paid for and useless.
 */
final class VideoOptions {
    private static final String SECONDS = "seconds";
    private static final String SIZE = "size";
    private static final String RESOLUTION = "resolution";
    private static final List<String> DURATIONS = List.of("duration", SECONDS);
    private static final List<String> SIZES = List.of(SIZE, "dimension", RESOLUTION);
    private static final List<String> SHAPES = List.of("aspect", "aspect_ratio");

    /** What names the end user, or asks for what is so anyway: nothing is lost without it. */
    static final Set<String> WITHOUT_EFFECT = Set.of("user", "safety_identifier", "n", "stream");

    private final ParameterWriter writer;

    private VideoOptions(ParameterWriter writer) {
        this.writer = writer;
    }

    /**
     * Writes them.
     *
     * @param listed whether Poe lists the model; one that it does not list gets all of them as they are
     * @throws poegateway.core.failure.FailureException with {@link poegateway.core.failure.ClientFailure.ValueNotOfModel}
     */
    static void write(VideoRequest asked, boolean listed, ParameterWriter writer) {
        VideoOptions options = new VideoOptions(writer);
        if (listed) {
            asked.seconds().ifPresent(options::writeSeconds);
            asked.size().ifPresent(options::writeSize);
        } else {
            asked.seconds().ifPresent(number -> writer.write(SECONDS, List.of(SECONDS), JsonSlice.of(number)));
            asked.size().ifPresent(size -> writer.write(SIZE, List.of(SIZE), text(size)));
        }
        asked.options().forEach((name, value) -> {
            if (!WITHOUT_EFFECT.contains(name)) {
                writer.write(name, List.of(name), value);
            }
        });
    }

    /** Some models want a number, some a text, and some one with its unit. */
    private void writeSeconds(String seconds) {
        Optional<ModelParameter> parameter = writer.declared(DURATIONS);
        if (parameter.isEmpty()) {
            writer.drop(SECONDS);
            return;
        }
        List<JsonSlice> spellings = parameter.get().values() instanceof Values.Between
                ? List.of(JsonSlice.of(seconds))
                : List.of(text(seconds), text(seconds + "s"));
        Optional<JsonSlice> fit = spellings.stream()
                .filter(spelling -> parameter.get().refuses(spelling).isEmpty())
                .findFirst();
        if (fit.isPresent()) {
            writer.put(parameter.get(), fit.get());
        } else {
            writer.refuse(SECONDS, parameter.get().refuses(spellings.getFirst()).orElse("another"));
        }
    }

    private void writeSize(String size) {
        Proportions.Pixels pixels = Proportions.pixels(size).orElseThrow();
        boolean same =
                declared(SIZES).anyMatch(parameter -> put(parameter, Proportions.sameSize(pixels, texts(parameter))));
        if (!same) {
            writeShape(size, pixels);
        }
    }

    private void writeShape(String size, Proportions.Pixels pixels) {
        List<ModelParameter> shapes = Stream.concat(declared(SHAPES), declared(SIZES))
                .filter(parameter -> texts(parameter).stream().anyMatch(VideoOptions::isShape))
                .toList();
        boolean same =
                shapes.stream().anyMatch(parameter -> put(parameter, Proportions.sameShape(size, texts(parameter))));
        if (same) {
            writeResolution(Math.min(pixels.width(), pixels.height()));
        } else if (shapes.isEmpty()) {
            writer.drop(SIZE);
        } else {
            writer.refuse(SIZE, "of the shape of " + String.join(", ", texts(shapes.getFirst())));
        }
    }

    private static boolean isShape(String text) {
        return Proportions.sameShape(text, List.of(text)).isPresent();
    }

    /** The model's own resolution stays where it has none of that height: the shape is what counts. */
    private void writeResolution(int lines) {
        String height = lines + "p";
        declared(List.of(RESOLUTION))
                .filter(parameter -> texts(parameter).contains(height))
                .forEach(parameter -> writer.put(parameter, text(height)));
    }

    /** Whether there was something to put. */
    private boolean put(ModelParameter parameter, Optional<String> value) {
        value.ifPresent(found -> writer.put(parameter, text(found)));
        return value.isPresent();
    }

    private Stream<ModelParameter> declared(List<String> names) {
        return names.stream().flatMap(name -> writer.declared(List.of(name)).stream());
    }

    private static List<String> texts(ModelParameter parameter) {
        return parameter.values() instanceof Values.OneOf some ? some.texts() : List.of();
    }

    private static JsonSlice text(String value) {
        return JsonSlice.of(Json.quoted(value));
    }
}
