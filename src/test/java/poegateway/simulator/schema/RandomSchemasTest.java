package poegateway.simulator.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RandomSchemasTest {
    private static final int SCHEMAS = 1_000;
    /** Some contradict themselves, and an unmet one is never wrong; but most can be met. */
    private static final int LEAST_MET = SCHEMAS * 3 / 4;

    @Test
    void whatIsMadeFitsAndMostSchemasAreMet() {
        long seed = Long.getLong("schema.seed", new Random().nextLong());
        System.out.println("-Dschema.seed=" + seed);
        var schemas = new RandomSchemas(seed);
        int met = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            String schema = schemas.next();
            JsonNode value;
            try {
                value = SampleValues.of("answer", schema);
            } catch (UnmetSchemaException unmet) {
                continue;
            }
            met++;
            assertEquals(
                    List.of(), Validator.faults(schema, value), () -> "seed " + seed + ": " + schema + " <- " + value);
        }
        int fitting = met;
        assertTrue(met >= LEAST_MET, () -> "seed " + seed + ": only " + fitting + " of " + SCHEMAS + " were met");
    }
}
