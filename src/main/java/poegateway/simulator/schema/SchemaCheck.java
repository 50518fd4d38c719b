package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which keyword of a schema a value breaks. */
final class SchemaCheck {
    /** Most schemas in a row for one value, as references and choices lead from one to the next. */
    private static final int MAX_HOPS = 64;

    private final SchemaDocument document;
    private final Effort effort;
    private final ContainerCheck containers = new ContainerCheck(this);

    /**
     * A keyword that is broken.
     *
     * @param place where in the value, as a JSON pointer
     */
    record Fault(String keyword, String place) {
        static Optional<Fault> unless(boolean right, String keyword, String place) {
            return right ? Optional.empty() : Optional.of(new Fault(keyword, place));
        }
    }

    SchemaCheck(SchemaDocument document, Effort effort) {
        this.document = document;
        this.effort = effort;
    }

    /** The first keyword that is broken; empty when the value fits. */
    Optional<Fault> fault(JsonNode value, JsonNode schema, String place) {
        return fault(value, schema, place, 0);
    }

    boolean fits(JsonNode value, JsonNode schema, String place) {
        return fault(value, schema, place).isEmpty();
    }

    private Optional<Fault> fault(JsonNode value, JsonNode schema, String place, int hops) {
        effort.step(place);
        if (hops > MAX_HOPS) {
            throw UnmetSchemaException.limit("$ref", place, "leads from schema to schema without end");
        }
        if (schema.isBoolean()) {
            return Fault.unless(schema.booleanValue(), "false", place);
        }
        Keyword.requireKnown(schema, place);
        if (value.isNull() && schema.path("nullable").asBoolean()) {
            return Optional.empty();
        }
        return listed(value, schema, place)
                .or(() -> composed(value, schema, place, hops + 1))
                .or(() -> ofKind(value, schema, place));
    }

    private static Optional<Fault> listed(JsonNode value, JsonNode schema, String place) {
        List<String> types = Keyword.types(schema, place);
        if (!types.isEmpty() && types.stream().noneMatch(type -> is(value, type))) {
            return Optional.of(new Fault("type", place));
        }
        if (schema.has("const") && !Values.same(schema.path("const"), value)) {
            return Optional.of(new Fault("const", place));
        }
        JsonNode listed = Keyword.array(schema, "enum", place);
        return Fault.unless(listed.isMissingNode() || Values.contains(listed, value), "enum", place);
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && Values.isWhole(value.decimalValue());
            case "boolean" -> value.isBoolean();
            default -> value.isNull();
        };
    }

    private Optional<Fault> ofKind(JsonNode value, JsonNode schema, String place) {
        if (value.isObject()) {
            return containers.ofObject(value, schema, place);
        }
        if (value.isArray()) {
            return containers.ofArray(value, schema, place);
        }
        if (value.isTextual()) {
            return ScalarCheck.ofText(value.textValue(), schema, place);
        }
        return value.isNumber() ? ScalarCheck.ofNumber(value.decimalValue(), schema, place) : Optional.empty();
    }

    private Optional<Fault> composed(JsonNode value, JsonNode schema, String place, int hops) {
        List<JsonNode> all = new ArrayList<>();
        if (schema.has("$ref")) {
            all.add(document.target(schema.path("$ref"), place));
        }
        Keyword.array(schema, "allOf", place).forEach(all::add);
        if (schema.has("if")) {
            boolean met = fault(value, schema.path("if"), place, hops).isEmpty();
            JsonNode then = schema.path(met ? "then" : "else");
            if (!then.isMissingNode()) {
                all.add(then);
            }
        }
        for (JsonNode one : all) {
            Optional<Fault> fault = fault(value, one, place, hops);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return chosen(value, schema, place, hops);
    }

    private Optional<Fault> chosen(JsonNode value, JsonNode schema, String place, int hops) {
        if (schema.has("not") && fault(value, schema.path("not"), place, hops).isEmpty()) {
            return Optional.of(new Fault("not", place));
        }
        if (schema.has("anyOf") && fitting(value, schema, "anyOf", place, hops) == 0) {
            return Optional.of(new Fault("anyOf", place));
        }
        return Fault.unless(!schema.has("oneOf") || fitting(value, schema, "oneOf", place, hops) == 1, "oneOf", place);
    }

    private int fitting(JsonNode value, JsonNode schema, String keyword, String place, int hops) {
        int fitting = 0;
        for (JsonNode one : Keyword.array(schema, keyword, place)) {
            fitting += fault(value, one, place, hops).isEmpty() ? 1 : 0;
        }
        return fitting;
    }
}
