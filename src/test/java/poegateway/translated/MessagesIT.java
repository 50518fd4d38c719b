package poegateway.translated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.dialect.messages.MessageGrammar;
import poegateway.dialect.messages.MessagesWire;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Scripts;

/** Messages through the gateway: those that pass, those that are translated, and what fails. */
class MessagesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/v1/messages";
    private static final String CLAUDE = "Claude-Sonnet-4.5";
    private static final String TOOLS =
            "\"tools\":[{\"name\":\"getWeather\",\"input_schema\":{\"type\":\"object\",\"properties\":{"
                    + "\"location\":{\"type\":\"string\"}},\"required\":[\"location\"]}}]";
    private static final String OVERLOADED = "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}";
    private static final String EXTRA =
            "\"context_management\":{\"edits\":[]},\"betas_of_tomorrow\":1,\"metadata\":{\"user_id\":\"u\"}";

    @GatewayTest
    void aMessagePassesWholeAndStreamed(Rig rig) throws IOException {
        Reply whole = rig.post(PATH, body(CLAUDE, "hello", ""));
        assertEquals(200, whole.status(), whole.body());
        assertEquals("passthrough", whole.header("x-poe-gateway-mode"));
        assertEquals(whole.header("x-request-id"), whole.header("request-id"));
        assertTrue(Integer.parseInt(whole.header("anthropic-ratelimit-requests-limit")) > 0);
        assertTrue(whole.header("anthropic-ratelimit-requests-reset").matches("\\d{4}-.*Z"), whole::toString);
        Reply streamed = rig.post(PATH + "?beta=true", body(CLAUDE, "hello", ",\"stream\":true"));
        JsonNode message = MessageGrammar.message(streamed.body());
        assertEquals(whole.json().path("content"), message.path("content"));
        Map<String, String> sent = rig.poe().arrivals().getLast().headers();
        assertEquals("2023-06-01", sent.get("anthropic-version"));
        assertEquals(PATH, rig.poe().arrivals().getLast().path());
    }

    @GatewayTest
    void toolsAndThoughtsGoRoundForEveryKindOfModel(Rig rig) throws IOException {
        for (String model : List.of(CLAUDE, "GPT-5.2", "Gemini-2.5-Pro", "Grok-4")) {
            String thinking = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}";
            Reply first = rig.post(PATH, body(model, "weather", ",\"stream\":true," + TOOLS + thinking));
            assertEquals(200, first.status(), first.body());
            JsonNode said = MessageGrammar.message(first.body());
            assertEquals("tool_use", said.path("stop_reason").asText(), said.toString());
            JsonNode call = said.path("content").get(said.path("content").size() - 1);
            String second = "{\"model\":\"" + model + "\",\"max_tokens\":9000," + TOOLS + thinking
                    + ",\"messages\":[{\"role\":\"user\","
                    + "\"content\":\"weather\"},{\"role\":\"assistant\",\"content\":" + said.path("content")
                    + "},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":" + call.path("id")
                    + ",\"content\":\"sunny\"}]}]}";
            Reply last = rig.post(PATH, second);
            assertEquals(200, last.status(), model + last.body());
            assertEquals("end_turn", last.json().path("stop_reason").asText(), last.body());
            assertTrue(last.body().contains("sunny"), last.body());
        }
    }

    @GatewayTest
    void thoughtsOfOthersAreNotShownToClaude(Rig rig) throws IOException {
        String history = "{\"model\":\"" + CLAUDE
                + "\",\"max_tokens\":9000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000},"
                + TOOLS
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\","
                + "\"thinking\":\"hm\",\"signature\":\"\"},{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"getWeather\",\"input\":{}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c1\",\"content\":\"x\"}]}]}";
        Reply reply = rig.post(PATH, history);
        assertEquals(200, reply.status(), reply.body());
        assertEquals("thinking-removed,foreign-thinking-removed", reply.header("x-poe-gateway-edits"));
    }

    @GatewayTest
    void whatPoeDoesNotKnowIsLeftOutAndRemembered(Rig rig) throws IOException {
        Reply first = rig.post(PATH, body(CLAUDE, "hello", "," + EXTRA));
        assertEquals(200, first.status(), first.body());
        assertEquals("context_management,betas_of_tomorrow", first.header("x-poe-gateway-dropped"));
        assertEquals(3, rig.poe().arrivals(PATH));
        assertTrue(sent(rig).has("metadata"));
        Reply second = rig.post(PATH, body(CLAUDE, "hello", "," + EXTRA));
        assertEquals(200, second.status());
        assertEquals(4, rig.poe().arrivals(PATH));
        Reply strict = post(rig, PATH, body(CLAUDE, "hello", "," + EXTRA), "x-poe-gateway-loss", "strict");
        assertEquals(400, strict.status());
        assertEquals("invalid_request_error", strict.json().at("/error/type").asText());
        Reply clean = rig.post(PATH, body(CLAUDE, "hello", ""));
        assertNull(clean.headers().get("x-poe-gateway-dropped"));
    }

    @GatewayTest
    void whatIsMarkedIsReadFromTheCacheTheSecondTime(Rig rig) throws IOException {
        String rules = "Rules. ".repeat(1_000);
        Reply message = rig.post(PATH, cached(rules, "hello"));
        Reply again = rig.post(PATH, cached(rules, "hello again"));
        assertTrue(message.json().at("/usage/cache_creation_input_tokens").asInt() > 1_024, message.body());
        assertTrue(again.json().at("/usage/cache_read_input_tokens").asInt() > 1_024, again.body());
    }

    private static String cached(String rules, String words) {
        return "{\"model\":\"" + CLAUDE + "\",\"max_tokens\":100,\"system\":[{\"type\":\"text\",\"text\":\"" + rules
                + "\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":\""
                + words
                + "\"}]}";
    }

    @GatewayTest
    void failuresAreToldInAnthropicsWords(Rig rig) throws IOException {
        assertError(rig.post(PATH, "{"), 400, "invalid_request_error");
        assertError(rig.get(PATH), 405, "invalid_request_error");
        assertError(rig.get(PATH + "/batches"), 404, "not_found_error");
        assertError(rig.get("/messages/nothing"), 404, "not_found_error");
        assertError(rig.post(PATH, body("no-such-model", "a", "")), 404, "not_found_error");
        assertError(rig.post(PATH, body("error-529", "a", "")), 529, "overloaded_error");
        rig.poe().enqueue(Scripts.json(529, OVERLOADED));
        rig.poe().enqueue(Scripts.json(529, OVERLOADED));
        rig.poe().enqueue(Scripts.json(529, OVERLOADED));
        assertError(rig.post(PATH, body(CLAUDE, "a", "")), 529, "overloaded_error");
        AuthConfig auth = Keyring.auth(Keyring.known("ci", Keyring.key(1), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        assertError(rig.post(PATH, body(CLAUDE, "a", "")), 401, "authentication_error");
        Reply admitted = post(rig, PATH, body(CLAUDE, "a", ""), "x-api-key", Keyring.key(1));
        assertEquals(200, admitted.status());
    }

    @GatewayTest(settings = "upstream.attempts=1")
    void aStreamThatBreaksHasAnErrorInPlaceOfItsEnd(Rig rig) {
        String begun = MessagesWire.START + MessagesWire.text(0, "a");
        for (String end : List.of("", MessagesWire.event("error", OVERLOADED.substring(1, OVERLOADED.length() - 1)))) {
            rig.poe().enqueue(Scripts.stream(List.of((begun + end).getBytes(UTF_8))));
            Reply late = rig.post(PATH, body(CLAUDE, "a", ",\"stream\":true"));
            assertEquals(200, late.status());
            assertTrue(
                    late.body().startsWith(begun + "event: error\ndata: {\"type\":\"error\",\"error\":{"), late.body());
            assertFalse(late.body().contains("message_stop"), late.body());
        }
        rig.poe()
                .enqueue(Scripts.stream(List.of((MessagesWire.START
                                + MessagesWire.event("error", OVERLOADED.substring(1, OVERLOADED.length() - 1)))
                        .getBytes(UTF_8))));
        assertEquals(529, rig.post(PATH, body(CLAUDE, "a", ",\"stream\":true")).status());
    }

    @GatewayTest
    void aReplyOfTheOtherFormIsTurnedIntoTheOneThatWasAskedFor(Rig rig) throws IOException {
        rig.poe().enqueue(Scripts.stream(List.of(MessagesWire.message().getBytes(UTF_8))));
        Reply whole = rig.post(PATH, body(CLAUDE, "a", ""));
        assertEquals(MessageGrammar.message(MessagesWire.message()), whole.json());
        rig.poe().enqueue(Scripts.json(200, whole.body()));
        Reply streamed = rig.post(PATH, body(CLAUDE, "a", ",\"stream\":true"));
        assertEquals(whole.json(), MessageGrammar.message(streamed.body()));
    }

    @GatewayTest(transport = Transport.H1)
    void aPictureOf20MegabytesPasses(Rig rig) {
        String picture = "AAAA".repeat(6_700_000);
        Reply reply = rig.post(
                PATH,
                "{\"model\":\"" + CLAUDE
                        + "\",\"max_tokens\":10,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":"
                        + "\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"" + picture
                        + "\"}}]}]}");
        assertEquals(200, reply.status(), reply.body());
        assertEquals("passthrough", reply.header("x-poe-gateway-mode"));
    }

    @GatewayTest
    void tokensAreEstimated(Rig rig) throws IOException {
        Reply reply = rig.post(PATH + "/count_tokens?beta=true", body(CLAUDE, "12345678", ""));
        assertEquals(2, reply.json().path("input_tokens").asInt());
        assertEquals("estimated", reply.header("x-poe-gateway-warning"));
        assertEquals(0, rig.poe().arrivals(PATH));
    }

    private static Reply post(Rig rig, String path, String json, String header, String value) {
        Request request = new Request.Builder()
                .url(rig.gateway().url() + path)
                .header(header, value)
                .post(RequestBody.create(json, MediaType.get("application/json")))
                .build();
        return rig.read(rig.caller().newCall(request));
    }

    private static void assertError(Reply reply, int status, String type) throws IOException {
        assertEquals(status, reply.status(), reply.body());
        JsonNode said = JSON.readTree(reply.body());
        assertEquals("error", said.path("type").asText());
        assertEquals(type, said.at("/error/type").asText(), reply.body());
        assertEquals(reply.header("x-request-id"), said.path("request_id").asText());
        assertEquals(reply.header("x-request-id"), reply.header("request-id"));
    }

    private static JsonNode sent(Rig rig) throws IOException {
        return JSON.readTree(new String(rig.poe().arrivals().getLast().body(), UTF_8));
    }

    private static String body(String model, String words, String more) {
        return "{\"model\":\"" + model + "\",\"max_tokens\":9000,\"messages\":[{\"role\":\"user\",\"content\":\""
                + words + "\"}]" + more + "}";
    }
}
