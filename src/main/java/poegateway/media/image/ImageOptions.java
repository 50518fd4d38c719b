package poegateway.media.image;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.catalog.ModelParameter.Values;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.request.JsonRequest;
import poegateway.media.Proportions;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonSlice;

/**
 * Says the options of a request for pictures in the parameters that its model declares. What the model has no parameter for is
 * left out and named; a value that it does not take is refused, if Poe's own list says so.
 */
final class ImageOptions {
    /** Names under which models have the shape of a picture. */
    private static final List<String> SHAPES = List.of("aspect", "aspect_ratio");

    private static final String SIZE = "size";
    private static final String WIDTH = "width";
    private static final String HEIGHT = "height";
    private static final String QUALITY = "quality";
    private static final String AUTO = "auto";

    /** What names the end user or asks for what is so anyway: nothing is lost without it. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("user", "safety_identifier");

    /** What the requests have in which models are asked, and which no option may be written into. */
    private static final Set<String> RESERVED = Set.of(
            "messages",
            "input",
            "instructions",
            "query",
            "system",
            "tools",
            "tool_choice",
            "functions",
            "stream_options");

    /** A few bots have a parameter of that name, which no request can set: there it names the bot. */
    private static final String MODEL = "model";

    /** Has a model of words and pictures draw and not talk. */
    private static final String PICTURES_ONLY = "image_only";

    /** Says that the last picture is a mask. */
    private static final String MASKED = "use_mask";

    private static final String FIDELITY = "input_fidelity";
    private static final String HIGH_FIDELITY = "use_high_fidelity";

    private static final Map<String, List<String>> QUALITIES = Map.of(
            "standard", List.of("standard", "medium"),
            "low", List.of("low", "standard"),
            "medium", List.of("medium", "standard"),
            "hd", List.of("hd", "high", "premium"),
            "high", List.of("high", "hd", "premium"));

    private final ModelCard card;
    private final boolean certain;
    private final Map<String, JsonSlice> parameters = new LinkedHashMap<>();
    private final List<String> dropped = new ArrayList<>();

    private ImageOptions(ModelCard card, boolean certain) {
        this.card = card;
        this.certain = certain;
    }

    /**
     * Options in the model's own words.
     *
     * @param parameters by name
     * @param dropped names of what the model has no parameter for
     */
    record Written(Map<String, JsonSlice> parameters, List<String> dropped) {
        Written {
            parameters = Map.copyOf(parameters);
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * The options for a model. One that Poe does not list gets all of them.
     *
     * @param certain whether the card is Poe's own, and may be a reason to refuse
     * @throws FailureException with {@link ClientFailure.ValueNotOfModel}
     */
    static Written of(ImageRequest asked, Optional<ModelCard> card, boolean certain) {
        Map<String, JsonSlice> meant = new LinkedHashMap<>(asked.options());
        if (asked.mask().isPresent()) {
            meant.put(MASKED, JsonSlice.of("true"));
            refuseMaskUnlessTaken(card);
        }
        meant.keySet().removeAll(WITHOUT_EFFECT);
        meant.entrySet().removeIf(option -> saysNothing(option.getKey(), option.getValue()));
        List<String> unfit = meant.keySet().stream().filter(RESERVED::contains).toList();
        meant.keySet().removeAll(unfit);
        Written written = card.map(known -> new ImageOptions(known, certain).written(meant))
                .orElseGet(() -> new Written(meant, List.of()));
        return new Written(
                written.parameters,
                Stream.concat(unfit.stream(), written.dropped.stream()).toList());
    }

    /** Without its mask the request would mean another picture. */
    private static void refuseMaskUnlessTaken(Optional<ModelCard> card) {
        boolean taken = card.filter(known -> known.parameters().stream()
                        .anyMatch(parameter -> parameter.name().equals(MASKED)))
                .isPresent();
        if (!taken) {
            throw new FailureException(
                    new ClientFailure.NotExpressible("A mask", "the parameters of this model, which has no " + MASKED));
        }
    }

    private static boolean saysNothing(String name, JsonSlice value) {
        return value.toString().equals(Json.quoted(AUTO)) || (name.equals("partial_images") && isZero(value));
    }

    private static boolean isZero(JsonSlice value) {
        return value.toString().equals("0");
    }

    private Written written(Map<String, JsonSlice> options) {
        declared(PICTURES_ONLY)
                .filter(parameter -> parameter.values() instanceof Values.Truth)
                .ifPresent(parameter -> parameters.put(PICTURES_ONLY, JsonSlice.of("true")));
        Set<String> names = new LinkedHashSet<>(options.keySet());
        for (String name : names) {
            JsonSlice value = options.get(name);
            if (value != null) {
                write(name, value);
            }
        }
        return new Written(parameters, dropped);
    }

    private void write(String name, JsonSlice value) {
        if (name.equals(SIZE) || SHAPES.contains(name)) {
            writeShape(name, value);
        } else if (name.equals(QUALITY)) {
            writeQuality(value);
        } else if (name.equals(FIDELITY) && declared(HIGH_FIDELITY).isPresent()) {
            parameters.put(
                    HIGH_FIDELITY,
                    JsonSlice.of(Boolean.toString(value.toString().equals("\"high\""))));
        } else if (name.equals(MODEL)) {
            dropped.add(name);
        } else {
            declared(name).ifPresentOrElse(parameter -> put(parameter, name, value), () -> dropped.add(name));
        }
    }

    private void put(ModelParameter parameter, String said, JsonSlice value) {
        Optional<String> allowed = parameter.refuses(value);
        if (allowed.isEmpty()) {
            parameters.put(parameter.name(), value);
        } else {
            refuse(said, allowed.get());
        }
    }

    /** A list that may be years old is no reason to refuse anything. */
    private void refuse(String said, String allowed) {
        if (certain) {
            throw new FailureException(new ClientFailure.ValueNotOfModel(card.id(), said, allowed));
        }
        dropped.add(said);
    }

    private void writeShape(String said, JsonSlice value) {
        if (!value.isString()) {
            throw JsonRequest.wrong(said, "a text such as 1024x1024");
        }
        String text = value.text().decoded();
        Optional<ModelParameter> named = declared(said);
        if (named.isPresent() && named.get().refuses(value).isEmpty()) {
            parameters.put(said, value);
            return;
        }
        Optional<Proportions.Pixels> pixels = Proportions.pixels(text);
        if (pixels.isPresent()
                && declared(WIDTH).isPresent()
                && declared(HEIGHT).isPresent()) {
            putSide(WIDTH, pixels.get().width(), said);
            putSide(HEIGHT, pixels.get().height(), said);
            return;
        }
        List<ModelParameter> shapes = Stream.concat(Stream.of(SIZE), SHAPES.stream())
                .flatMap(name -> declared(name).stream())
                .toList();
        shapes.stream()
                .flatMap(parameter -> shaped(parameter, text, pixels).stream())
                .findFirst()
                .ifPresentOrElse(
                        found -> parameters.put(found.getKey(), found.getValue()), () -> noSuchShape(said, shapes));
    }

    private void noSuchShape(String said, List<ModelParameter> shapes) {
        if (shapes.isEmpty()) {
            dropped.add(said);
        } else {
            refuse(said, "of the shape of " + String.join(", ", texts(shapes.getFirst())));
        }
    }

    private static Optional<Map.Entry<String, JsonSlice>> shaped(
            ModelParameter parameter, String text, Optional<Proportions.Pixels> pixels) {
        List<String> declared = texts(parameter);
        boolean sizes = parameter.name().equals(SIZE);
        Optional<String> found = sizes && pixels.isPresent()
                ? Proportions.sameSize(pixels.get(), declared)
                : Proportions.sameShape(text, declared);
        return found.map(value -> Map.entry(parameter.name(), JsonSlice.of(Json.quoted(value))));
    }

    private static List<String> texts(ModelParameter parameter) {
        return parameter.values() instanceof Values.OneOf some ? some.texts() : List.of();
    }

    /** Some models want a side as a number, some as a text. */
    private void putSide(String side, int pixels, String said) {
        ModelParameter parameter = declared(side).orElseThrow();
        switch (parameter.values()) {
            case Values.AnyText text -> parameters.put(side, JsonSlice.of(Json.quoted(Integer.toString(pixels))));
            case Values.Between bounds -> putNumber(side, BigDecimal.valueOf(pixels), bounds, said);
            default -> put(parameter, said, JsonSlice.of(Integer.toString(pixels)));
        }
    }

    private void putNumber(String side, BigDecimal pixels, Values.Between bounds, String said) {
        if (pixels.compareTo(bounds.least()) < 0 || pixels.compareTo(bounds.most()) > 0) {
            refuse(
                    said,
                    bounds.least().toPlainString() + " to " + bounds.most().toPlainString() + " pixels in " + side);
        } else {
            parameters.put(side, JsonSlice.of(pixels.toPlainString()));
        }
    }

    private void writeQuality(JsonSlice value) {
        Optional<ModelParameter> parameter = declared(QUALITY);
        if (parameter.isEmpty()) {
            dropped.add(QUALITY);
            return;
        }
        String word = value.isString() ? value.text().decoded() : value.toString();
        JsonSlice said = QUALITIES.getOrDefault(word, List.of(word)).stream()
                .map(synonym -> JsonSlice.of(Json.quoted(synonym)))
                .filter(synonym -> parameter.get().refuses(synonym).isEmpty())
                .findFirst()
                .orElse(value);
        put(parameter.get(), QUALITY, said);
    }

    private Optional<ModelParameter> declared(String name) {
        return card.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }
}
