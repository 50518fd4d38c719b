package poegateway.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.SimulatedRequest;

class PoeResponderTest {
    private final PoeResponder responder = SimulatorFixture.responder();

    private Script get(String path, Map<String, String> headers) {
        return responder.scriptFor(new SimulatedRequest("GET", path, "", headers, new byte[0]));
    }

    private Script post(Map<String, String> headers) {
        byte[] body = SimulatorFixture.request("gpt-4o", "hello", false, "").getBytes(StandardCharsets.UTF_8);
        return responder.scriptFor(new SimulatedRequest("POST", "/v1/chat/completions", "", headers, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong-key", "Basic Zm9v", "good"})
    void aChatWithoutAGoodKeyIsRefused(String authorization) {
        Script script = post(Map.of("authorization", authorization));

        assertEquals(401, script.status());
        assertEquals(
                "authentication_error",
                SimulatorFixture.json(script).path("error").path("type").asText());
    }

    @Test
    void anyOtherKeyIsGood() {
        assertEquals(200, post(Map.of("authorization", "bearer anything")).status());
    }

    @Test
    void theListOfModelsNeedsNoKey() {
        Script script = get("/v1/models", Map.of());

        assertEquals(200, script.status());
        assertEquals("list", SimulatorFixture.json(script).path("object").asText());
        assertEquals("application/json; charset=utf-8", script.headers().get("content-type"));
    }

    @Test
    void aQueryChangesNoRoute() {
        SimulatedRequest request = new SimulatedRequest("GET", "/v1/models", "limit=2", Map.of(), new byte[0]);

        assertEquals(200, responder.scriptFor(request).status());
    }

    @Test
    void theHistoryOfPointsNeedsAKey() {
        assertEquals(401, get("/usage/points_history", Map.of()).status());
        Script script = get("/usage/points_history", Map.of("authorization", "Bearer k"));
        assertEquals(5, SimulatorFixture.json(script).path("data").size());
    }

    @Test
    void theBalanceNeedsAKey() {
        assertEquals(401, get("/usage/current_balance", Map.of()).status());
        Script script = get("/usage/current_balance", Map.of("authorization", "Bearer k"));

        assertTrue(SimulatorFixture.json(script).path("current_point_balance").isIntegralNumber());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/gpt-4o", "/v1/embeddings", "/", "/v1/chat/completions", "/v1/models/"})
    void otherPlacesAreNotFound(String path) {
        Script script = get(path, Map.of("authorization", "Bearer k"));

        assertEquals(404, script.status());
        assertEquals(
                "not_found_error",
                SimulatorFixture.json(script).path("error").path("type").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"model\":\"gpt-4o\"",
                "{\"model\":\"gpt-4o\",\"messages\":[{\"content\":\"abc",
                "{\"model\":\"gpt-4o\",\"messages\":[]}",
                "{\"model\":\"gpt-4o\"}",
                "{\"model\":\"gpt-4o\",\"messages\":\"hello\"}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                "{\"model\":7,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                "{\"model\":\"gpt-4o\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}",
                "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]} more"
            })
    void aRequestThatMakesNoSenseIsRefused(String body) {
        Script script = SimulatorFixture.chat(responder, body);

        assertEquals(400, script.status());
        assertEquals(
                "invalid_request_error",
                SimulatorFixture.json(script).path("error").path("type").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-model", "anthropic/claude-sonnet-4.6"})
    void anUnknownModelIsNotFound(String model) {
        Script script = SimulatorFixture.ask(responder, model, true, "");

        assertEquals(404, script.status());
        assertEquals(404, get("/v1/models/" + model, Map.of()).status());
        assertEquals(
                "The model `" + model + "` does not exist or you do not have access to it.",
                SimulatorFixture.json(script).path("error").path("message").asText());
    }

    @Test
    void toolsForAModelWithoutThemAreRefusedInPoesWords() {
        Script script = SimulatorFixture.ask(responder, "kimi-k2.5-fw", false, SimulatorFixture.TOOLS);

        assertEquals(400, script.status());
        assertEquals(
                "Model kimi-k2.5-fw does not support tool calling. Use a tool-capable model or remove tools from the"
                        + " request.",
                SimulatorFixture.json(script).path("error").path("message").asText());
        assertEquals(
                "model",
                SimulatorFixture.json(script).path("error").path("param").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "chat-completions-strict, gpt-4o-2024-05-13",
        "chat-completions-legacy, GPT-4o",
        "'responses-strict, chat-completions-strict', gpt-4o-2024-05-13"
    })
    void theRequestChoosesTheShapeAndIsToldSo(String feature, String model) {
        Script script = SimulatorFixture.chat(
                responder, SimulatorFixture.request("GPT-4o", "hello", false, ""), Map.of("poe-feature", feature));

        assertEquals(model, SimulatorFixture.json(script).path("model").asText());
        assertTrue(feature.endsWith(script.headers().get("x-poe-feature-active")));
    }

    @Test
    void chatRepliesHaveTheHeadersOfTheRecordings() {
        Map<String, String> headers =
                SimulatorFixture.ask(responder, "gpt-4o", false, "").headers();

        assertEquals("2020-10-01", headers.get("openai-version"));
        assertEquals("application/json", headers.get("content-type"));
        assertTrue(headers.getOrDefault("x-request-id", "").matches("req-[0-9a-f]{24}"), headers::toString);
        assertFalse(headers.containsKey("x-ratelimit-limit-requests"));
        assertFalse(headers.containsKey("x-poe-feature-active"));
    }

    @Test
    void rateHeadersAreSentWhenWanted() {
        var manner = new Manner(Duration.ZERO, 8, false, true, Manner.Shape.LEGACY);
        Script script = SimulatorFixture.ask(SimulatorFixture.responder(manner), "error-429", false, "");

        assertEquals("500", script.headers().get("x-ratelimit-limit-requests"));
    }
}
