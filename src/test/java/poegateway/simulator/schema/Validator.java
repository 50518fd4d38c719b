package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** The judge of values: a validator that is not ours, formats included. */
final class Validator {
    private Validator() {}

    /**
     * What is wrong with the value; empty when it fits, and for a schema that leads to itself without going deeper into the
     * value: what it means is undefined (JSON Schema Core, 9.4.1), and the validator has no end there.
     */
    static List<String> faults(String schema, JsonNode value) {
        try {
            return judged(schema, value);
        } catch (StackOverflowError endless) {
            return List.of();
        }
    }

    private static List<String> judged(String schema, JsonNode value) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema, InputFormat.JSON)
                .validate(
                        value.toString(),
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }
}
