package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes values that fit a JSON schema of draft 2020-12, or of the drafts since 6 where they differ in names only. A value
 * has at most {@value Effort#MAX_VALUES} values within it and {@value Effort#MAX_CHARS} characters.
 */
public final class SampleValues {
    /**
     * How many objects and arrays may lie within each other, in the order of trying. A schema that contains itself is
     * followed for some levels; where that grows too large, for as few as possible; and a deep one is followed far.
     */
    private static final List<Integer> LEVELS = List.of(5, 1, 2, 3, 4, 8, 16, 32);

    private SampleValues() {}

    /**
     * A value that fits.
     *
     * @param name what the value is called; a text mentions it
     * @param schema JSON text
     * @throws UnmetSchemaException when none can be made, naming the keyword
     */
    public static JsonNode of(String name, String schema) {
        SchemaDocument document = SchemaDocument.parse(schema);
        return made(name, document, List.of(document.root()));
    }

    /** The same for an object: a schema that allows none is refused. */
    public static JsonNode objectOf(String name, String schema) {
        SchemaDocument document = SchemaDocument.parse(schema);
        JsonNode object = JsonNodeFactory.instance.objectNode().put("type", "object");
        return made(name, document, List.of(document.root(), object));
    }

    /** Whether a value fits; false as well where that would take too long to find out. */
    public static boolean fits(JsonNode value, String schema) {
        SchemaDocument document = SchemaDocument.parse(schema);
        try {
            return new SchemaCheck(document, new Effort()).fits(value, document.root(), "");
        } catch (UnmetSchemaException unknown) {
            return false;
        }
    }

    private static JsonNode made(String name, SchemaDocument document, List<JsonNode> schemas) {
        @Nullable UnmetSchemaException failure = null;
        for (int levels : LEVELS) {
            try {
                return made(name, document, schemas, levels);
            } catch (UnmetSchemaException unmet) {
                failure = failure == null || failure.isLimit() ? unmet : failure;
            }
        }
        throw Objects.requireNonNull(failure);
    }

    private static JsonNode made(String name, SchemaDocument document, List<JsonNode> schemas, int levels) {
        var maker = new ValueMaker(document, new Effort(), levels);
        return maker.make(new ValueMaker.Wanted(schemas, name, "", 0, 0));
    }
}
