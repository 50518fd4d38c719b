package poegateway.relay.form;

import static poegateway.relay.form.SchemaMatch.at;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keywords of a schema that say something of objects and lists, and of what is in them. */
final class ContainerRules {
    private static final int NAME_CHARACTERS = 60;

    private final CheckEffort effort;
    private final ValueRules values;
    private final SchemaMatch.Check inner;

    ContainerRules(CheckEffort effort, SchemaMatch.Check inner) {
        this.effort = effort;
        this.values = new ValueRules(effort);
        this.inner = inner;
    }

    /** What is wrong; null where nothing is. */
    @Nullable
    String fault(JsonNode schema, JsonNode value, String place) {
        if (value.isObject()) {
            String fault = names(schema, value, place);
            return fault == null ? members(schema, value, place) : fault;
        }
        if (!value.isArray()) {
            return null;
        }
        String fault = counts(schema, value, place, "minItems", "maxItems", "items");
        if (fault == null) {
            fault = items(schema, value, place);
        }
        return fault == null ? contains(schema, value, place) : fault;
    }

    private static @Nullable String counts(
            JsonNode schema, JsonNode value, String place, String least, String most, String what) {
        if (schema.path(least).isNumber() && value.size() < schema.path(least).asLong()) {
            return at(place) + "must have at least " + schema.path(least) + " " + what;
        }
        return schema.path(most).isNumber() && value.size() > schema.path(most).asLong()
                ? at(place) + "must have at most " + schema.path(most) + " " + what
                : null;
    }

    private @Nullable String names(JsonNode schema, JsonNode value, String place) {
        String missing = missing(schema.path("required"), value);
        for (Map.Entry<String, JsonNode> each : schema.path("dependentRequired").properties()) {
            if (missing == null && value.has(each.getKey())) {
                missing = missing(each.getValue(), value);
            }
        }
        if (missing != null) {
            return at(place) + "lacks the property '" + shown(missing) + "'";
        }
        for (Map.Entry<String, JsonNode> each : schema.path("dependentSchemas").properties()) {
            String fault = value.has(each.getKey()) ? inner.fault(each.getValue(), value, place) : null;
            if (fault != null) {
                return fault;
            }
        }
        return counts(schema, value, place, "minProperties", "maxProperties", "properties");
    }

    private @Nullable String missing(JsonNode required, JsonNode value) {
        for (JsonNode name : required) {
            effort.step();
            if (name.isTextual() && !value.has(name.textValue())) {
                return name.textValue();
            }
        }
        return null;
    }

    private @Nullable String members(JsonNode schema, JsonNode value, String place) {
        JsonNode known = schema.path("properties");
        Set<Map.Entry<String, JsonNode>> patterns =
                schema.path("patternProperties").properties();
        JsonNode others = schema.path("additionalProperties");
        JsonNode nameSchema = schema.path("propertyNames");
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = member.getKey();
            String inside = place + "/" + shown(name);
            boolean isKnown = known.has(name);
            String fault = isKnown ? inner.fault(known.path(name), member.getValue(), inside) : null;
            for (Map.Entry<String, JsonNode> pattern : patterns) {
                if (fault == null && values.finds(pattern.getKey(), name)) {
                    isKnown = true;
                    fault = inner.fault(pattern.getValue(), member.getValue(), inside);
                }
            }
            if (fault == null && !isKnown) {
                fault = inner.fault(others, member.getValue(), inside);
            }
            if (fault == null) {
                fault = inner.fault(nameSchema, TextNode.valueOf(name), inside);
            }
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    private @Nullable String items(JsonNode schema, JsonNode value, String place) {
        boolean older = schema.path("items").isArray();
        JsonNode first = schema.path(older ? "items" : "prefixItems");
        JsonNode rest = schema.path(older ? "additionalItems" : "items");
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = i < first.size() ? first.path(i) : rest;
            String fault = inner.fault(item, value.path(i), place + "/" + i);
            if (fault != null) {
                return fault;
            }
        }
        return schema.path("uniqueItems").asBoolean() ? repeated(value, place) : null;
    }

    private @Nullable String repeated(JsonNode value, String place) {
        for (int i = 1; i < value.size(); i++) {
            for (int earlier = 0; earlier < i; earlier++) {
                if (values.same(value.path(i), value.path(earlier))) {
                    return at(place + "/" + i) + "must not be the same as another";
                }
            }
        }
        return null;
    }

    private @Nullable String contains(JsonNode schema, JsonNode value, String place) {
        if (!schema.has("contains")) {
            return null;
        }
        int found = 0;
        for (JsonNode item : value) {
            found += inner.fault(schema.path("contains"), item, place) == null ? 1 : 0;
        }
        long least = schema.path("minContains").isNumber()
                ? schema.path("minContains").asLong()
                : 1;
        boolean tooMany = schema.path("maxContains").isNumber()
                && found > schema.path("maxContains").asLong();
        return found < least || tooMany ? at(place) + "holds " + found + " items of the form in 'contains'" : null;
    }

    private static String shown(String name) {
        return name.length() <= NAME_CHARACTERS ? name : name.substring(0, NAME_CHARACTERS) + "…";
    }
}
