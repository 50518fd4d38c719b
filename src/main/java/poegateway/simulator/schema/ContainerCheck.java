package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.simulator.schema.SchemaCheck.Fault;

/** The keywords of objects and arrays. */
final class ContainerCheck {
    private final SchemaCheck check;

    ContainerCheck(SchemaCheck check) {
        this.check = check;
    }

    Optional<Fault> ofObject(JsonNode object, JsonNode schema, String place) {
        for (String name : Keyword.texts(schema, "required", place)) {
            if (!object.has(name)) {
                return Optional.of(new Fault("required", place + "/" + name));
            }
        }
        if (object.size() < Keyword.count(schema, "minProperties", 0, place)) {
            return Optional.of(new Fault("minProperties", place));
        }
        if (object.size() > Keyword.count(schema, "maxProperties", Integer.MAX_VALUE, place)) {
            return Optional.of(new Fault("maxProperties", place));
        }
        return ofProperties(object, schema, place).or(() -> dependent(object, schema, place));
    }

    private Optional<Fault> ofProperties(JsonNode object, JsonNode schema, String place) {
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            String name = property.getKey();
            String below = place + "/" + name;
            if (schema.has("propertyNames")
                    && !check.fits(TextNode.valueOf(name), schema.path("propertyNames"), below)) {
                return Optional.of(new Fault("propertyNames", below));
            }
            for (JsonNode one : ofProperty(schema, name, place)) {
                Optional<Fault> fault = check.fault(property.getValue(), one, below);
                if (fault.isPresent()) {
                    return one.isBoolean() ? Optional.of(new Fault("additionalProperties", below)) : fault;
                }
            }
        }
        return Optional.empty();
    }

    /** The schemas that a property of that name must fit. */
    static List<JsonNode> ofProperty(JsonNode schema, String name, String place) {
        List<JsonNode> found = new ArrayList<>();
        JsonNode own = Keyword.object(schema, "properties", place).path(name);
        if (!own.isMissingNode()) {
            found.add(own);
        }
        Keyword.object(schema, "patternProperties", place).properties().forEach(pattern -> {
            if (Regex.found(pattern.getKey(), name, place)) {
                found.add(pattern.getValue());
            }
        });
        if (found.isEmpty() && schema.has("additionalProperties")) {
            found.add(schema.path("additionalProperties"));
        }
        return found;
    }

    private Optional<Fault> dependent(JsonNode object, JsonNode schema, String place) {
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            for (Map.Entry<String, JsonNode> one :
                    Keyword.object(schema, keyword, place).properties()) {
                if (object.has(one.getKey()) && !depends(object, one.getValue(), place)) {
                    return Optional.of(new Fault(keyword, place));
                }
            }
        }
        return Optional.empty();
    }

    private boolean depends(JsonNode object, JsonNode needed, String place) {
        if (!needed.isArray()) {
            return check.fits(object, needed, place);
        }
        for (JsonNode name : needed) {
            if (!object.has(name.asText())) {
                return false;
            }
        }
        return true;
    }

    Optional<Fault> ofArray(JsonNode array, JsonNode schema, String place) {
        if (array.size() < Keyword.count(schema, "minItems", 0, place)) {
            return Optional.of(new Fault("minItems", place));
        }
        if (array.size() > Keyword.count(schema, "maxItems", Integer.MAX_VALUE, place)) {
            return Optional.of(new Fault("maxItems", place));
        }
        boolean unique = schema.path("uniqueItems").asBoolean();
        if (unique && array.size() > Effort.MAX_VALUES) {
            throw UnmetSchemaException.limit("uniqueItems", place, "compares at most " + Effort.MAX_VALUES + " items");
        }
        if (unique && repeats(array)) {
            return Optional.of(new Fault("uniqueItems", place));
        }
        return contained(array, schema, place).or(() -> ofItems(array, schema, place));
    }

    private static boolean repeats(JsonNode array) {
        List<JsonNode> seen = new ArrayList<>();
        for (JsonNode item : array) {
            if (seen.stream().anyMatch(earlier -> Values.same(earlier, item))) {
                return true;
            }
            seen.add(item);
        }
        return false;
    }

    private Optional<Fault> contained(JsonNode array, JsonNode schema, String place) {
        if (!schema.has("contains")) {
            return Optional.empty();
        }
        int found = 0;
        for (JsonNode item : array) {
            found += check.fits(item, schema.path("contains"), place) ? 1 : 0;
        }
        if (found < Keyword.count(schema, "minContains", 1, place)) {
            return Optional.of(new Fault("contains", place));
        }
        return Fault.unless(
                found <= Keyword.count(schema, "maxContains", Integer.MAX_VALUE, place), "maxContains", place);
    }

    private Optional<Fault> ofItems(JsonNode array, JsonNode schema, String place) {
        JsonNode prefix = Keyword.prefix(schema, place);
        JsonNode rest = Keyword.rest(schema);
        for (int i = 0; i < array.size(); i++) {
            JsonNode one = i < prefix.size() ? prefix.path(i) : rest;
            Optional<Fault> fault =
                    one.isMissingNode() ? Optional.empty() : check.fault(array.path(i), one, place + "/" + i);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }
}
