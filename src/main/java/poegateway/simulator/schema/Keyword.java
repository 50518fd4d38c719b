package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the values of keywords; one of the wrong kind is named. */
final class Keyword {
    /** Longest number, in digits before and after the point. */
    private static final int MAX_DIGITS = 40;

    /** Keywords that change what fits and are not understood here. */
    private static final Set<String> UNKNOWN =
            Set.of("$dynamicRef", "$recursiveRef", "unevaluatedProperties", "unevaluatedItems");

    private Keyword() {}

    /** Refuses a schema that is none, or that has a keyword which is not understood. */
    static void requireKnown(JsonNode schema, String place) {
        if (!schema.isObject()) {
            throw UnmetSchemaException.of("schema", place, "is neither an object nor true or false");
        }
        for (String keyword : UNKNOWN) {
            if (schema.has(keyword) && !schema.path(keyword).asBoolean()) {
                throw UnmetSchemaException.of(keyword, place, "is not understood by the simulator");
            }
        }
    }

    static Optional<BigDecimal> number(JsonNode schema, String keyword, String place) {
        JsonNode given = schema.path(keyword);
        if (given.isMissingNode()) {
            return Optional.empty();
        }
        if (!given.isNumber()) {
            throw UnmetSchemaException.of(keyword, place, "is no number");
        }
        BigDecimal number = given.decimalValue();
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            throw UnmetSchemaException.limit(keyword, place, "has more than " + MAX_DIGITS + " digits");
        }
        return Optional.of(number);
    }

    /** A number of things; {@code usual} when it is not given. */
    static int count(JsonNode schema, String keyword, int usual, String place) {
        Optional<BigDecimal> given = number(schema, keyword, place);
        if (given.isEmpty()) {
            return usual;
        }
        if (given.get().signum() < 0) {
            throw UnmetSchemaException.of(keyword, place, "is less than 0");
        }
        return given.get().min(BigDecimal.valueOf(Integer.MAX_VALUE)).intValue();
    }

    /** The texts of an array such as {@code required}; none when it is not given. */
    static List<String> texts(JsonNode schema, String keyword, String place) {
        var texts = new ArrayList<String>();
        for (JsonNode item : array(schema, keyword, place)) {
            if (!item.isTextual()) {
                throw UnmetSchemaException.of(keyword, place, "holds something that is no text");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    /** The array; an empty one when it is not given. */
    static JsonNode array(JsonNode schema, String keyword, String place) {
        JsonNode given = schema.path(keyword);
        if (!given.isMissingNode() && !given.isArray()) {
            throw UnmetSchemaException.of(keyword, place, "is no array");
        }
        return given;
    }

    /** The object; an empty one when it is not given. */
    static JsonNode object(JsonNode schema, String keyword, String place) {
        JsonNode given = schema.path(keyword);
        if (!given.isMissingNode() && !given.isObject()) {
            throw UnmetSchemaException.of(keyword, place, "is no object");
        }
        return given;
    }

    /** The names in {@code type}; none when it is not given. */
    static List<String> types(JsonNode schema, String place) {
        JsonNode given = schema.path("type");
        List<String> types = given.isTextual() ? List.of(given.textValue()) : texts(schema, "type", place);
        for (String type : types) {
            if (!Set.of("object", "array", "string", "number", "integer", "boolean", "null")
                    .contains(type)) {
                throw UnmetSchemaException.of("type", place, "is unknown: " + type);
            }
        }
        if (types.isEmpty() && !given.isMissingNode()) {
            throw UnmetSchemaException.of("type", place, "is empty");
        }
        return types;
    }

    /** The schemas of the first items: {@code prefixItems}, or {@code items} in its older form of an array. */
    static JsonNode prefix(JsonNode schema, String place) {
        return schema.path("items").isArray() ? schema.path("items") : array(schema, "prefixItems", place);
    }

    /** The schema of all further items; missing when there is none. */
    static JsonNode rest(JsonNode schema) {
        return schema.path("items").isArray() ? schema.path("additionalItems") : schema.path("items");
    }
}
