package poegateway.relay.form;

import static poegateway.relay.form.SchemaMatch.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Keywords of a schema that say something of a value by itself. */
final class ValueRules {
    private static final int SHOWN_CHARACTERS = 80;

    private final CheckEffort effort;

    ValueRules(CheckEffort effort) {
        this.effort = effort;
    }

    /** What is wrong; null where nothing is. */
    @Nullable
    String fault(JsonNode schema, JsonNode value, String place) {
        if (!isOfType(schema.path("type"), value)) {
            return at(place) + "must be of type " + shown(schema.path("type"));
        }
        JsonNode allowed = schema.path("enum");
        if (allowed.isArray() && !contains(allowed, value)) {
            return at(place) + "must be one of " + shown(allowed);
        }
        if (schema.has("const") && !same(schema.path("const"), value)) {
            return at(place) + "must be " + shown(schema.path("const"));
        }
        if (value.isTextual()) {
            return text(schema, value.textValue(), place);
        }
        return value.isNumber() ? number(schema, value, place) : null;
    }

    /** Whether a value is of a type, or of one of a list; of any where none is told. */
    static boolean isOfType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode each : type) {
                if (isOfType(each, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber() || (value.isNumber() && value.doubleValue() % 1 == 0);
            default -> true;
        };
    }

    private boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode each : list) {
            if (same(each, value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether two values are the same; 1 and 1.0 are. */
    boolean same(JsonNode one, JsonNode other) {
        effort.step();
        return one.equals(this::compare, other);
    }

    private int compare(JsonNode one, JsonNode other) {
        effort.step();
        if (one.isNumber() && other.isNumber()) {
            return compareNumbers(one, other);
        }
        return one.equals(other) ? 0 : 1;
    }

    private @Nullable String text(JsonNode schema, String text, String place) {
        int length = text.codePointCount(0, text.length());
        if (schema.path("minLength").isNumber()
                && length < schema.path("minLength").asLong()) {
            return at(place) + "must have at least " + schema.path("minLength") + " characters";
        }
        if (schema.path("maxLength").isNumber()
                && length > schema.path("maxLength").asLong()) {
            return at(place) + "must have at most " + schema.path("maxLength") + " characters";
        }
        JsonNode pattern = schema.path("pattern");
        return pattern.isTextual() && !finds(pattern.textValue(), text)
                ? at(place) + "must match the regular expression " + shown(pattern)
                : null;
    }

    /** Whether a regular expression is found anywhere in a text. */
    boolean finds(String expression, String text) {
        return SchemaLimits.pattern(expression).matcher(effort.watched(text)).find();
    }

    private static @Nullable String number(JsonNode schema, JsonNode value, String place) {
        if (isNumber(schema, "minimum") && compareNumbers(value, schema.path("minimum")) < 0) {
            return at(place) + "must be at least " + schema.path("minimum");
        }
        if (isNumber(schema, "maximum") && compareNumbers(value, schema.path("maximum")) > 0) {
            return at(place) + "must be at most " + schema.path("maximum");
        }
        if (isNumber(schema, "exclusiveMinimum") && compareNumbers(value, schema.path("exclusiveMinimum")) <= 0) {
            return at(place) + "must be above " + schema.path("exclusiveMinimum");
        }
        if (isNumber(schema, "exclusiveMaximum") && compareNumbers(value, schema.path("exclusiveMaximum")) >= 0) {
            return at(place) + "must be below " + schema.path("exclusiveMaximum");
        }
        JsonNode step = schema.path("multipleOf");
        return step.isNumber() && !isMultiple(value, step) ? at(place) + "must be a multiple of " + step : null;
    }

    private static boolean isNumber(JsonNode schema, String keyword) {
        return schema.path(keyword).isNumber();
    }

    private static boolean isMultiple(JsonNode value, JsonNode step) {
        if (isEndless(value) || isEndless(step) || step.decimalValue().signum() <= 0) {
            return true; // no such step can be meant
        }
        return value.decimalValue().remainder(step.decimalValue()).signum() == 0;
    }

    private static int compareNumbers(JsonNode one, JsonNode other) {
        if (isEndless(one) || isEndless(other)) {
            return Double.compare(one.doubleValue(), other.doubleValue());
        }
        BigDecimal exact = one.decimalValue();
        return exact.compareTo(other.decimalValue());
    }

    /** Numbers beyond what a double holds are read as infinite. */
    private static boolean isEndless(JsonNode number) {
        return number.isFloatingPointNumber() && !Double.isFinite(number.doubleValue());
    }

    private static String shown(JsonNode json) {
        String text = json.toString();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
