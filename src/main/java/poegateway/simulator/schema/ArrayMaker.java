package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Makes an array: one item, or as many as the schema names. */
final class ArrayMaker {
    /** How many values are tried for an item that must differ from the others. */
    private static final int TRIES = 8;

    private final ValueMaker values;
    private final ValueMaker.Wanted wanted;
    private final Conjunction all;
    private final boolean unique;

    ArrayMaker(ValueMaker values, ValueMaker.Wanted wanted, Conjunction all) {
        this.values = values;
        this.wanted = wanted;
        this.all = all;
        this.unique = all.members().stream()
                .anyMatch(member -> member.path("uniqueItems").asBoolean());
    }

    JsonNode make() {
        String place = wanted.place();
        int contained = most("contains", member -> Keyword.count(member, "minContains", 1, place));
        int least = Math.max(contained, most("minItems", member -> Keyword.count(member, "minItems", 0, place)));
        if (least > Effort.MAX_VALUES) {
            throw UnmetSchemaException.limit("minItems", place, "asks for more than " + Effort.MAX_VALUES + " items");
        }
        int prefix = all.members().stream()
                .mapToInt(member -> Keyword.prefix(member, place).size())
                .max()
                .orElse(0);
        int highest = all.each("maxItems", member -> Keyword.count(member, "maxItems", 0, place)).stream()
                .reduce(Integer.MAX_VALUE, Math::min);
        int wished = Math.min(Math.max(least, Math.max(prefix, 1)), highest);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < wished; i++) {
            if (!add(array, itemSchemas(i, i < contained), i >= least)) {
                break;
            }
        }
        return array;
    }

    private int most(String keyword, ToIntFunction<JsonNode> read) {
        return all.members().stream()
                .filter(member -> member.has(keyword))
                .mapToInt(read)
                .max()
                .orElse(0);
    }

    private List<JsonNode> itemSchemas(int index, boolean contained) {
        List<JsonNode> schemas = new ArrayList<>();
        for (JsonNode member : all.members()) {
            JsonNode prefix = Keyword.prefix(member, wanted.place());
            JsonNode one = index < prefix.size() ? prefix.path(index) : Keyword.rest(member);
            if (!one.isMissingNode()) {
                schemas.add(one);
            }
            if (contained && member.has("contains")) {
                schemas.add(member.path("contains"));
            }
        }
        return schemas;
    }

    /** Whether an item was added; one that may be missing is left out where it cannot be made. */
    private boolean add(ArrayNode array, List<JsonNode> schemas, boolean optional) {
        Effort.Mark mark = values.effort().mark();
        try {
            array.add(item(array, schemas));
            return true;
        } catch (UnmetSchemaException unmet) {
            if (!optional) {
                throw unmet;
            }
            values.effort().returnTo(mark);
            return false;
        }
    }

    private JsonNode item(ArrayNode array, List<JsonNode> schemas) {
        int index = array.size();
        if (!unique) {
            return values.make(wanted.item(schemas, index, wanted.variant()));
        }
        for (int i = 0; i < TRIES; i++) {
            JsonNode item = values.make(wanted.item(schemas, index, wanted.variant() + index + i));
            if (!Values.contains(array, item)) {
                return item;
            }
        }
        throw UnmetSchemaException.of("uniqueItems", wanted.place(), "asks for more different items than were found");
    }
}
