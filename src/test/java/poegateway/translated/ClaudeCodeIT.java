package poegateway.translated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Request;
import poegateway.dialect.messages.MessageGrammar;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;
import poegateway.simulator.wire.Arrival;

/** Claude Code on a bot of every kind. */
class ClaudeCodeIT {
    private static final int BYTES = 100_000;
    private static final String CLAUDE = "Claude-Sonnet-4.6";
    /** A Claude that Poe lists with messages, and does not serve there. */
    private static final String CHAT_ONLY = "Claude-Opus-4.6";
    /** Models that are not asked in Anthropic's dialect, and Poe's interface for each. */
    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put(CHAT_ONLY, "auto");
        OTHERS.put("GPT-5.4", "auto");
        OTHERS.put("gpt-5.3-codex-spark", "auto"); // responses alone
        OTHERS.put("Gemini-3.1-Pro", "auto");
        OTHERS.put("Grok-4", "auto");
        OTHERS.put("unlisted-model", "auto");
        OTHERS.put("bot-private", "bot");
    }

    @GatewayTest
    void aClaudeGetsWhatClaudeCodeSent(Rig rig) {
        String body = ClaudeCodeRequest.of(CLAUDE, "a1b2c");
        assertTrue(body.length() >= BYTES, () -> "only " + body.length());
        Reply reply = ask(rig, body, "auto");
        assertAnswered(reply, CLAUDE);
        assertEquals("passthrough", reply.header("x-poe-gateway-mode"));
        assertEquals("context_management", reply.header("x-poe-gateway-dropped"));
        assertTrue(sent(rig).contains("cch=a1b2c;"), "the block of attribution is Anthropic's");
        assertEquals(
                ClaudeCodeRequest.BETAS,
                rig.poe().arrivals().getLast().headers().get("anthropic-beta"));
    }

    @GatewayTest
    void everyOtherKindOfModelAnswersToo(Rig rig) {
        refuseMessages(rig);
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            Reply reply = ask(rig, ClaudeCodeRequest.of(other.getKey(), "a1b2c"), other.getValue());
            assertAnswered(reply, other.getKey());
            List<String> dropped = List.of(reply.header("x-poe-gateway-dropped").split(","));
            assertTrue(dropped.containsAll(List.of("system.attribution", "context_management")), dropped::toString);
            assertFalse(sent(rig).contains("billing-header"), sent(rig));
        }
        assertEquals(1, rig.poe().arrivals("/v1/messages"));
    }

    @GatewayTest
    void theBlockOfAttributionChangesNothingForOthersThanAnthropic(Rig rig) {
        refuseMessages(rig);
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            List<String> sent = new ArrayList<>();
            for (String attribution : List.of("a1b2c", "00000")) {
                ask(rig, ClaudeCodeRequest.of(other.getKey(), attribution), other.getValue());
                sent.add(sent(rig));
            }
            assertEquals(sent.getFirst(), sent.getLast(), other.getKey());
        }
        assertNotEquals(ClaudeCodeRequest.of(CLAUDE, "a1b2c"), ClaudeCodeRequest.of(CLAUDE, "00000"));
    }

    /** The first request is that of the model that is not served there; it is not asked there again. */
    private static void refuseMessages(Rig rig) {
        String refusal = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                + "\"message\":\"Model does not support messages method.\"}}";
        rig.poe().enqueue("/v1/messages", Scripts.json(400, refusal));
    }

    private static Reply ask(Rig rig, String body, String upstream) {
        Request request = rig.call("/v1/messages?beta=true", body)
                .request()
                .newBuilder()
                .header("x-poe-gateway-upstream", upstream)
                .header("anthropic-version", "2023-06-01")
                .header("anthropic-beta", ClaudeCodeRequest.BETAS)
                .build();
        return rig.read(rig.caller().newCall(request));
    }

    private static void assertAnswered(Reply reply, String model) {
        assertEquals(200, reply.status(), () -> model + ": " + reply.body());
        JsonNode message = MessageGrammar.message(reply.body());
        assertTrue(message.path("stop_reason").asText().matches("end_turn|tool_use"), () -> model + ": " + message);
        assertFalse(message.path("content").isEmpty(), () -> model + ": " + message);
    }

    private static String sent(Rig rig) {
        Arrival arrival = rig.poe().arrivals().getLast();
        assertEquals(arrival.bodyBytes(), arrival.body().length, "all of it is kept");
        return new String(arrival.body(), UTF_8);
    }
}
