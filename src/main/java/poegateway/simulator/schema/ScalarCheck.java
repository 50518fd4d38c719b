package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import poegateway.simulator.schema.SchemaCheck.Fault;

/** The keywords of numbers and strings. */
final class ScalarCheck {
    private ScalarCheck() {}

    static Optional<Fault> ofNumber(BigDecimal number, JsonNode schema, String place) {
        NumberRange range = NumberRange.of(schema, place);
        if (range.lowest().isPresent() && compare(number, range.lowest().get(), range.aboveLowest()) < 0) {
            return Optional.of(new Fault(range.aboveLowest() ? "exclusiveMinimum" : "minimum", place));
        }
        if (range.highest().isPresent() && compare(range.highest().get(), number, range.belowHighest()) < 0) {
            return Optional.of(new Fault(range.belowHighest() ? "exclusiveMaximum" : "maximum", place));
        }
        Optional<BigDecimal> step = step(schema, place);
        return Fault.unless(step.isEmpty() || number.remainder(step.get()).signum() == 0, "multipleOf", place);
    }

    /** Less than 0 when the first is too small: smaller than the second, or the same where that is not allowed. */
    private static int compare(BigDecimal first, BigDecimal second, boolean exclusive) {
        int order = first.compareTo(second);
        return order == 0 && exclusive ? -1 : order;
    }

    static Optional<BigDecimal> step(JsonNode schema, String place) {
        Optional<BigDecimal> step = Keyword.number(schema, "multipleOf", place);
        if (step.isPresent() && step.get().signum() <= 0) {
            throw UnmetSchemaException.of("multipleOf", place, "is not above 0");
        }
        return step;
    }

    static Optional<Fault> ofText(String text, JsonNode schema, String place) {
        int length = text.codePointCount(0, text.length());
        if (length < Keyword.count(schema, "minLength", 0, place)) {
            return Optional.of(new Fault("minLength", place));
        }
        if (length > Keyword.count(schema, "maxLength", Integer.MAX_VALUE, place)) {
            return Optional.of(new Fault("maxLength", place));
        }
        if (schema.has("pattern") && !Regex.found(schema.path("pattern").asText(), text, place)) {
            return Optional.of(new Fault("pattern", place));
        }
        return Fault.unless(Formats.has(schema.path("format").asText(), text), "format", place);
    }
}
