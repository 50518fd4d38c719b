package poegateway.relay.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a value fits a JSON Schema, and what is wrong first. Keywords that say nothing of a value, {@code format} among
 * them, count for nothing. The work is bounded: schemas that refer to themselves, or that try many alternatives in each other, can
 * cost any amount of it. For one value.
 */
final class SchemaMatch {
    private final JsonNode root;
    private final CheckEffort effort = new CheckEffort();
    private final ValueRules values = new ValueRules(effort);
    private final ContainerRules containers = new ContainerRules(effort, this::check);

    /** Checks a value against a schema. */
    interface Check {
        /** What is wrong; null where nothing is. */
        @Nullable
        String fault(JsonNode schema, JsonNode value, String place);
    }

    SchemaMatch(JsonNode root) {
        this.root = root;
    }

    /**
     * What is wrong with a value.
     *
     * @throws UncheckableSchemaException when it takes too much work to find out
     */
    Optional<String> fault(JsonNode value) {
        return Optional.ofNullable(check(root, value, ""));
    }

    private @Nullable String check(JsonNode schema, JsonNode value, String place) {
        effort.enter();
        try {
            if (schema.isBoolean() && !schema.booleanValue()) {
                return at(place) + "must not be there";
            }
            return schema.isObject() ? keywords(schema, value, place) : null;
        } finally {
            effort.leave();
        }
    }

    private @Nullable String keywords(JsonNode schema, JsonNode value, String place) {
        String fault = schema.has("$ref")
                ? check(SchemaLimits.target(root, schema.path("$ref").asText()), value, place)
                : null;
        if (fault == null) {
            fault = values.fault(schema, value, place);
        }
        if (fault == null) {
            fault = containers.fault(schema, value, place);
        }
        if (fault == null) {
            fault = all(schema.path("allOf"), value, place);
        }
        if (fault == null) {
            fault = some(schema, value, place);
        }
        return fault == null ? conditions(schema, value, place) : fault;
    }

    private @Nullable String all(JsonNode schemas, JsonNode value, String place) {
        for (JsonNode each : schemas) {
            String fault = check(each, value, place);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable String some(JsonNode schema, JsonNode value, String place) {
        JsonNode any = schema.path("anyOf");
        if (any.isArray() && fitting(any, value, place) == 0) {
            return at(place) + "fits none of the alternatives (anyOf)" + onlyFault(any, value, place);
        }
        JsonNode one = schema.path("oneOf");
        int fitting = one.isArray() ? fitting(one, value, place) : 1;
        if (fitting == 1) {
            return null;
        }
        return at(place) + "fits " + (fitting == 0 ? "none" : "more than one") + " of the alternatives (oneOf)"
                + (fitting == 0 ? onlyFault(one, value, place) : "");
    }

    private int fitting(JsonNode schemas, JsonNode value, String place) {
        int fitting = 0;
        for (JsonNode each : schemas) {
            fitting += check(each, value, place) == null ? 1 : 0;
        }
        return fitting;
    }

    /** Of the alternatives for a value of this type, the only one says most. */
    private String onlyFault(JsonNode schemas, JsonNode value, String place) {
        String only = "";
        for (JsonNode each : schemas) {
            boolean isOfType = ValueRules.isOfType(each.path("type"), value);
            String fault = isOfType ? check(each, value, place) : null;
            if (fault != null) {
                if (!only.isEmpty()) {
                    return "";
                }
                only = ": " + fault;
            }
        }
        return only;
    }

    private @Nullable String conditions(JsonNode schema, JsonNode value, String place) {
        if (schema.has("not") && check(schema.path("not"), value, place) == null) {
            return at(place) + "fits what it must not fit (not)";
        }
        if (!schema.has("if")) {
            return null;
        }
        boolean holds = check(schema.path("if"), value, place) == null;
        return check(schema.path(holds ? "then" : "else"), value, place);
    }

    /** How a fault begins. */
    static String at(String place) {
        return (place.isEmpty() ? "the value" : "the value at " + place) + " ";
    }
}
