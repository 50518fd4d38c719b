package poegateway.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import poegateway.wire.json.JsonSlice;

/**
 * A parameter that a model declares, beside those that all models have.
 *
 * @param name of the member of a request that sets it
 * @param values what it may be
 * @param standard what it is where nobody sets it, as JSON
 */
public record ModelParameter(String name, Values values, Optional<String> standard) {
    private static final int NAMED_VALUES_MAX = 20;

    /**
     * What the parameter may be, where a value is known to be none of that. Values of other kinds than the declared ones pass:
     * many models take them.
     *
     * @param given as it stands in a request
     * @return such as {@code one of low, high}
     */
    public Optional<String> refuses(JsonSlice given) {
        return switch (values) {
            case Values.OneOf some -> isNoneOf(some, given) ? Optional.of(words(some)) : Optional.empty();
            case Values.Between bounds -> isBeyond(bounds, given) ? Optional.of(words(bounds)) : Optional.empty();
            case Values.Truth any -> Optional.empty();
            case Values.AnyText any -> Optional.empty();
            case Values.Unstated any -> Optional.empty();
        };
    }

    private static boolean isNoneOf(Values.OneOf some, JsonSlice given) {
        String text = given.isString() ? given.text().decoded() : given.toString();
        boolean comparable = given.isString() || text.matches("-?\\d+");
        return comparable && some.texts().stream().noneMatch(text::equalsIgnoreCase);
    }

    private static boolean isBeyond(Values.Between bounds, JsonSlice given) {
        if (!given.isNumber()) {
            return false;
        }
        BigDecimal number = new BigDecimal(given.toString());
        return number.compareTo(bounds.least()) < 0 || number.compareTo(bounds.most()) > 0;
    }

    private static String words(Values.OneOf some) {
        int more = some.texts().size() - NAMED_VALUES_MAX;
        return "one of " + some.texts().stream().limit(NAMED_VALUES_MAX).collect(Collectors.joining(", "))
                + (more > 0 ? " or " + more + " more" : "");
    }

    private static String words(Values.Between bounds) {
        return bounds.least().toPlainString() + " to " + bounds.most().toPlainString();
    }

    /** What a parameter may be. */
    public sealed interface Values {
        /** One of these texts. */
        record OneOf(List<String> texts) implements Values {
            public OneOf {
                texts = List.copyOf(texts);
            }
        }

        /** A number from one bound to the other, both included. */
        record Between(BigDecimal least, BigDecimal most) implements Values {}

        /** True or false. */
        record Truth() implements Values {}

        /** Any text. */
        record AnyText() implements Values {}

        /** Poe does not say, or says it in a way that is not known here. */
        record Unstated() implements Values {}
    }
}
