package poegateway.simulator.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import poegateway.simulator.SimulatorFixture;

class CatalogueTest {
    private static final Set<String> KEYS = Set.of(
            "id",
            "object",
            "created",
            "description",
            "owned_by",
            "root",
            "architecture",
            "supported_features",
            "supported_endpoints",
            "pricing",
            "context_window",
            "context_length",
            "metadata",
            "reasoning",
            "parameters");

    private final Catalogue catalogue = Catalogue.bundled();
    private final JsonNode models = SimulatorFixture.json(new String(catalogue.document(), StandardCharsets.UTF_8))
            .path("data");

    @Test
    void thereAre362Models() {
        assertEquals(362, models.size());
        assertEquals(362, catalogue.size());
    }

    @Test
    void eachModelHasPoesKeysAndCountsMilliseconds() {
        for (JsonNode model : models) {
            Set<String> keys = new HashSet<>();
            model.fieldNames().forEachRemaining(keys::add);
            assertEquals(KEYS, keys);
            assertTrue(model.path("created").asLong() > 1_600_000_000_000L, model::toString);
            assertEquals(model.path("id"), model.path("root"));
        }
    }

    @Test
    void nothingOfPoesProseAndPicturesIsInIt() {
        for (JsonNode model : models) {
            assertTrue(model.path("description").asText().startsWith("A simulated stand-in for "));
            assertFalse(model.path("metadata").has("image"));
            model.path("parameters").forEach(parameter -> assertFalse(parameter.has("description")));
        }
    }

    @Test
    void pricesAreStringsOrNull() {
        assertTrue(models.findValues("pricing").stream().anyMatch(JsonNode::isObject));
        for (JsonNode model : models) {
            model.path("pricing").forEach(value -> assertTrue(value.isTextual() || value.isNull()));
        }
    }

    @Test
    void modelsAreFoundInAnyCase() {
        for (JsonNode model : models) {
            String name = model.path("metadata").path("display_name").asText();
            assertEquals(
                    model.path("id").asText(),
                    catalogue.find(name.toUpperCase(Locale.ROOT)).orElseThrow().id());
        }
        assertTrue(catalogue.find("no-such-model").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "gemini-3.1-pro, '', true",
        "gemini-3.1-flash-lite, '', false",
        "gemini-3.1-flash-lite, high, true",
        "gemini-2.5-flash, '', false",
        "gemini-2.5-flash, high, true",
        "gemini-2.5-flash, none, false",
        "grok-3-mini, '', true",
        "nova-lite-1.0, '', false",
        "nova-premier-1.0, '', true",
        "grok-4-fast-reasoning, high, false",
        "gpt-4o, high, false",
        "sora-2, high, false"
    })
    void modelsShowThoughtsAsRecorded(String model, String effort, boolean thinks) {
        assertEquals(thinks, catalogue.find(model).orElseThrow().thinks(effort));
    }
}
