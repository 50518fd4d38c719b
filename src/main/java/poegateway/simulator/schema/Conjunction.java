package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * All that must hold of one value at once.
 *
 * @param members schemas whose own keywords all hold
 * @param choices those still to be made; of each, one alternative holds, and an alternative is a list of schemas
 */
record Conjunction(List<JsonNode> members, List<Choice> choices) {
    /** Most schemas in a row, as references lead from one to the next. */
    private static final int MAX_HOPS = 64;

    static final Conjunction EMPTY = new Conjunction(List.of(), List.of());

    /** One of several ways to fit. */
    record Choice(String keyword, List<List<JsonNode>> alternatives) {}

    Conjunction {
        members = List.copyOf(members);
        choices = List.copyOf(choices);
    }

    /** This one, and all these schemas with what they refer to. */
    Conjunction and(List<JsonNode> schemas, SchemaDocument document, String place) {
        var gathered = new Gathering(document, place, new ArrayList<>(members), new ArrayList<>(choices));
        schemas.forEach(schema -> gathered.add(schema, 0));
        return new Conjunction(gathered.members, gathered.choices);
    }

    /** The same without its first choice. */
    Conjunction withoutFirstChoice() {
        return new Conjunction(members, choices.subList(1, choices.size()));
    }

    /** Something of every member that has it. */
    <T> List<T> each(String keyword, Function<JsonNode, T> read) {
        return members.stream().filter(member -> member.has(keyword)).map(read).toList();
    }

    private record Gathering(SchemaDocument document, String place, List<JsonNode> members, List<Choice> choices) {
        @SuppressWarnings("ReferenceEquality") // the same place of the document, not an equal schema elsewhere
        void add(JsonNode schema, int hops) {
            if (hops > MAX_HOPS) {
                throw UnmetSchemaException.limit("$ref", place, "leads from schema to schema without end");
            }
            if (schema.isBoolean()) {
                if (!schema.booleanValue()) {
                    throw UnmetSchemaException.of("false", place, "allows no value");
                }
                return;
            }
            if (members.stream().anyMatch(member -> member == schema)) {
                return;
            }
            Keyword.requireKnown(schema, place);
            members.add(schema);
            if (schema.has("$ref")) {
                add(document.target(schema.path("$ref"), place), hops + 1);
            }
            Keyword.array(schema, "allOf", place).forEach(one -> add(one, hops + 1));
            choose(schema, "anyOf");
            choose(schema, "oneOf");
            if (schema.has("if")) {
                choices.add(new Choice("if", conditional(schema)));
            }
        }

        private void choose(JsonNode schema, String keyword) {
            if (!schema.has(keyword)) {
                return;
            }
            List<List<JsonNode>> alternatives = new ArrayList<>();
            Keyword.array(schema, keyword, place).forEach(one -> alternatives.add(List.of(one)));
            if (alternatives.isEmpty()) {
                throw UnmetSchemaException.of(keyword, place, "is empty");
            }
            choices.add(new Choice(keyword, alternatives));
        }

        /** Either the condition with what follows from it, or the opposite. */
        private static List<List<JsonNode>> conditional(JsonNode schema) {
            JsonNode always = JsonNodeFactory.instance.booleanNode(true);
            JsonNode then = schema.has("then") ? schema.path("then") : always;
            JsonNode otherwise = schema.has("else") ? schema.path("else") : always;
            return List.of(List.of(schema.path("if"), then), List.of(otherwise));
        }
    }
}
