package poegateway.simulator.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.PoeResponder;
import poegateway.simulator.SimulatorFixture;
import poegateway.simulator.answer.Manner;

/** What usage tells of a prompt whose beginning was read before. */
class CachedTokensTest {
    /** 1,024 tokens. */
    private static final String SYSTEM = "{\"role\":\"system\",\"content\":\"" + "s".repeat(4_096) + "\"}";

    private static final String USER = "{\"role\":\"user\",\"content\":\"four\"}";
    private static final String ANSWER = "{\"role\":\"assistant\",\"content\":\"eightlng\"}";
    private static final String MODEL = "claude-sonnet-4.6";
    private static final String CACHED = "/prompt_tokens_details/cached_tokens";

    private final PoeResponder responder = SimulatorFixture.responder();

    private static String body(String model, String more, String... messages) {
        return "{\"messages\":[" + String.join(",", messages) + "],\"model\":\"" + model + "\"" + more + "}";
    }

    private JsonNode usage(String model, String... messages) {
        return SimulatorFixture.json(SimulatorFixture.chat(responder, body(model, "", messages)))
                .path("usage");
    }

    private static JsonNode exact(Manner.Shape shape) {
        PoeResponder exact = SimulatorFixture.responder(new Manner(Duration.ZERO, 12, true, false, shape));
        String body = body(MODEL, "," + SimulatorFixture.TOOLS, SYSTEM, USER);
        SimulatorFixture.chat(exact, body);
        return SimulatorFixture.json(SimulatorFixture.chat(exact, body)).path("usage");
    }

    @ParameterizedTest
    @ValueSource(strings = {MODEL, "GPT-5.4", "gemini-3-flash"})
    void theNextTurnFindsTheOneBefore(String model) {
        assertFalse(usage(model, SYSTEM, USER).has("prompt_tokens_details"), "nothing was known");
        JsonNode second = usage(model, SYSTEM, USER, ANSWER, USER);

        assertEquals(
                "{\"prompt_tokens\":1028,\"completion_tokens\":" + second.path("completion_tokens")
                        + ",\"total_tokens\":" + second.path("total_tokens")
                        + ",\"prompt_tokens_details\":{\"audio_tokens\":null,\"cached_tokens\":1025}}",
                second.toString());
        assertEquals(1028, usage(model, SYSTEM, USER, ANSWER, USER).at(CACHED).asLong());
        assertEquals(1024, usage(model, SYSTEM, ANSWER).at(CACHED).asLong());
    }

    @Test
    void aModelWithoutAPriceForCachedInputTellsNothing() {
        for (String model : List.of("gpt-4o", "tool-single")) {
            usage(model, SYSTEM, USER);
            assertFalse(usage(model, SYSTEM, USER).has("prompt_tokens_details"), model);
        }
    }

    @Test
    void aStreamTellsItWithItsUsage() {
        String more = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        SimulatorFixture.chat(responder, body(MODEL, more, SYSTEM));
        JsonNode last = SimulatorFixture.chunks(SimulatorFixture.chat(responder, body(MODEL, more, SYSTEM)))
                .getLast();

        assertEquals(1024, last.path("usage").at(CACHED).asLong(), last::toString);
    }

    @Test
    void anotherKeyFindsNothing() {
        usage(MODEL, SYSTEM, USER);
        JsonNode other = SimulatorFixture.json(SimulatorFixture.chat(
                responder, body(MODEL, "", SYSTEM, USER), Map.of("authorization", "Bearer other")));

        assertFalse(other.path("usage").has("prompt_tokens_details"));
    }

    @Test
    void toolsStandBeforeTheMessagesWhereverTheBodyHasThem() {
        SimulatorFixture.chat(responder, body(MODEL, "," + SimulatorFixture.TOOLS, SYSTEM, USER));

        assertFalse(usage(MODEL, SYSTEM, USER).has("prompt_tokens_details"), "no tools, another prompt");
        String first = "{" + SimulatorFixture.TOOLS + ","
                + body(MODEL, "", SYSTEM, USER).substring(1);
        assertTrue(SimulatorFixture.json(SimulatorFixture.chat(responder, first))
                .path("usage")
                .has("prompt_tokens_details"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void exactUsageHasItAmongItsDetails(boolean legacy) {
        JsonNode usage = exact(legacy ? Manner.Shape.LEGACY : Manner.Shape.PASS_THROUGH);

        assertTrue(usage.at(CACHED).asLong() > 1_025, usage::toString);
        assertTrue(usage.at(CACHED).asLong() <= usage.path("prompt_tokens").asLong(), usage::toString);
        assertTrue(usage.has("completion_tokens_details"), usage::toString);
    }

    @Test
    void noMoreIsCachedThanThePromptHas() {
        String body = body(MODEL, "," + SimulatorFixture.TOOLS.replace("getWeather", "w".repeat(5_000)), USER);
        SimulatorFixture.chat(responder, body);
        JsonNode usage =
                SimulatorFixture.json(SimulatorFixture.chat(responder, body)).path("usage");

        assertEquals(1, usage.path("prompt_tokens").asLong(), "tools are not estimated");
        assertEquals(1, usage.at(CACHED).asLong());
    }
}
