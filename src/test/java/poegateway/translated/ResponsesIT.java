package poegateway.translated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import okhttp3.Request;
import poegateway.config.AuthConfig;
import poegateway.core.Scope;
import poegateway.dialect.responses.EventGrammar;
import poegateway.dialect.responses.ResponsesWire;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.simulator.script.Scripts;

/** Responses through the gateway: those that pass, and those that are kept. */
class ResponsesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/v1/responses";
    private static final String LISTED = "GPT-5.2";
    private static final String UNLISTED = "Grok-4";

    @GatewayTest
    void aResponsePassesWholeAndStreamed(Rig rig) throws IOException {
        Reply whole = rig.post(PATH, body("\"input\":\"hello\""));
        assertEquals(200, whole.status(), whole.body());
        assertEquals("passthrough", whole.header("x-poe-gateway-mode"));
        assertEquals("cache-write-added", whole.header("x-poe-gateway-edits"));
        assertTrue(text(whole).contains("hello"), whole.body());
        Reply streamed = rig.post(PATH, body("\"input\":\"hello\",\"stream\":true"));
        List<JsonNode> events = EventGrammar.checked(streamed.body());
        assertEquals(
                text(whole),
                events.getLast().at("/response/output/0/content/0/text").asText());
        assertEquals(PATH, rig.poe().arrivals().getLast().path());
    }

    @GatewayTest
    void instructionsReachTheModelAsTheFirstItem(Rig rig) throws IOException {
        Reply reply = rig.post(PATH, body("\"instructions\":\"Be brief\",\"input\":\"hello\""));
        assertEquals("instructions-to-input,cache-write-added", reply.header("x-poe-gateway-edits"));
        JsonNode sent = sent(rig);
        assertEquals("Be brief", sent.at("/input/0/content").asText());
        assertEquals("hello", sent.at("/input/1/content").asText());
        assertFalse(sent.has("instructions"));
    }

    @GatewayTest
    void aConversationGoesOnFromAResponseThatIsKept(Rig rig) throws IOException {
        String first =
                rig.post(PATH, body("\"input\":\"one\"")).json().path("id").asText();
        Reply second =
                rig.post(PATH, body("\"input\":\"two\",\"stream\":true,\"previous_response_id\":\"" + first + "\""));
        String id =
                EventGrammar.checked(second.body()).getLast().at("/response/id").asText();
        Reply third = rig.post(
                PATH,
                body("\"input\":[{\"role\":\"user\",\"content\":\"three\"}]," + "\"previous_response_id\":\"" + id
                        + "\",\"instructions\":\"Be brief\""));
        assertEquals(200, third.status(), third.body());
        JsonNode input = sent(rig).path("input");
        assertEquals(6, input.size());
        assertEquals("Be brief", input.at("/0/content").asText());
        assertEquals("one", input.at("/1/content").asText());
        assertTrue(input.at("/2/content/0/text").asText().contains("one"), input.toString());
        assertFalse(input.path(2).has("id"));
        assertEquals("two", input.at("/3/content").asText());
        assertEquals("three", input.at("/5/content").asText());
    }

    @GatewayTest
    void aResponseIsShownAndRemoved(Rig rig) throws IOException {
        Reply made = rig.post(PATH, body("\"input\":\"one\""));
        String at = PATH + "/" + made.json().path("id").asText();
        assertEquals(made.json(), rig.get(at).json());
        JsonNode items = rig.get(at + "/input_items").json();
        assertEquals("one", items.at("/data/0/content/0/text").asText());
        assertEquals("list", items.path("object").asText());
        assertEquals(200, delete(rig, at, "").status());
        assertEquals("response_not_found", rig.get(at).errorCode());
        assertEquals(404, delete(rig, at, "").status());
        assertEquals(404, rig.get(at + "/input_items").status());
        assertEquals("unsupported_endpoint", rig.post(PATH + "/compact", "{}").errorCode());
        assertEquals("method_not_allowed", rig.get(PATH).errorCode());
    }

    @GatewayTest
    void whatIsNotToBeKeptIsNot(Rig rig) throws IOException {
        Reply made = rig.post(PATH, body("\"input\":\"one\",\"store\":false"));
        assertEquals(404, rig.get(PATH + "/" + made.json().path("id").asText()).status());
        Reply next = rig.post(
                PATH,
                body("\"input\":\"two\",\"previous_response_id\":\""
                        + made.json().path("id").asText() + "\""));
        assertEquals(400, next.status());
        assertEquals("previous_response_not_found", next.errorCode());
    }

    @GatewayTest
    void aResponseOfAnotherCallerIsNotThere(Rig rig) throws IOException {
        AuthConfig auth = Keyring.auth(
                Keyring.known("one", Keyring.key(1), Scope.API), Keyring.known("two", Keyring.key(2), Scope.API));
        rig.gateway().replaceKeys(auth, auth.keys());
        String body = body("\"input\":\"one\"");
        Reply made = with(rig, PATH, Keyring.key(1), "POST", body);
        String id = made.json().path("id").asText();
        for (int caller = 1; caller <= 2; caller++) {
            String key = Keyring.key(caller);
            int status = caller == 1 ? 200 : 404;
            assertEquals(status, with(rig, PATH + "/" + id, key, "GET", "").status());
            Reply next =
                    with(rig, PATH, key, "POST", body("\"input\":\"two\",\"previous_response_id\":\"" + id + "\""));
            assertEquals(caller == 1 ? 200 : 400, next.status(), next.body());
        }
        assertEquals(
                404, with(rig, PATH + "/" + id, Keyring.key(2), "DELETE", "").status());
    }

    @GatewayTest
    void whatBreaksIsToldInTheFormOfResponses(Rig rig) throws IOException {
        String begun = ResponsesWire.OPENED + ResponsesWire.delta("a", 2);
        Reply first = streamed(rig, ResponsesWire.OPENED + ResponsesWire.failed("insufficient_quota", 2));
        assertEquals(402, first.status(), first.body());
        Reply failed = streamed(rig, begun + ResponsesWire.failed("server_error", 3));
        assertEquals(200, failed.status());
        assertEquals(begun + ResponsesWire.failed("server_error", 3), failed.body());
        String cut = streamed(rig, begun).body();
        assertTrue(cut.startsWith(begun + "event: response.failed\ndata: "), cut);
        JsonNode last = JSON.readTree(cut.substring(cut.lastIndexOf("data: ") + "data: ".length()));
        assertEquals("upstream_truncated", last.at("/response/error/code").asText());
        assertEquals("resp_1", last.at("/response/id").asText());
    }

    @GatewayTest
    void aReplyOfTheWrongFormIsReframed(Rig rig) throws IOException {
        rig.poe().enqueue(PATH, Scripts.stream(List.of(ResponsesWire.message().getBytes(UTF_8))));
        Reply whole = rig.post(PATH, body("\"input\":\"one\""));
        assertEquals("response", whole.json().path("object").asText(), whole.body());
        assertEquals("stream-to-whole", whole.header("x-poe-gateway-edits"));
        rig.poe()
                .enqueue(
                        PATH,
                        Scripts.json(
                                200, ResponsesWire.response("completed", ResponsesWire.USAGE, ResponsesWire.MESSAGE)));
        Reply streamed = rig.post(PATH, body("\"input\":\"one\",\"stream\":true"));
        EventGrammar.checked(streamed.body());
        assertEquals("whole-to-stream", streamed.header("x-poe-gateway-edits"));
    }

    @GatewayTest
    void anAnswerThatIsReframedIsKeptToo(Rig rig) throws IOException {
        rig.poe().enqueue(PATH, Scripts.stream(List.of(ResponsesWire.message().getBytes(UTF_8))));
        rig.post(PATH, body("\"input\":\"one\""));
        assertEquals("Hi \u00f6", text(rig.get(PATH + "/resp_1")));
    }

    @GatewayTest
    void aModelThatDoesNotListResponsesIsAskedInItsOwnDialect(Rig rig) throws IOException {
        String first = "";
        for (boolean stream : new boolean[] {false, true}) {
            Reply reply = rig.post(
                    PATH, body(UNLISTED, "\"instructions\":\"Be brief\",\"input\":\"hello\",\"stream\":" + stream));
            assertEquals(200, reply.status(), reply.body());
            assertEquals("translated", reply.header("x-poe-gateway-mode"));
            JsonNode response =
                    stream ? EventGrammar.checked(reply.body()).getLast().path("response") : reply.json();
            assertTrue(response.at("/output/0/content/0/text").asText().contains("hello"), reply.body());
            assertTrue(response.at("/usage/input_tokens").asInt() > 0, reply.body());
            assertEquals("Be brief", response.path("instructions").asText());
            first = response.path("id").asText();
            assertTrue(first.matches("resp_[0-9a-f]{32}"), first);
        }
        Reply next = rig.post(PATH, body(UNLISTED, "\"input\":\"two\",\"previous_response_id\":\"" + first + "\""));
        assertEquals(200, next.status(), next.body());
        assertEquals(first, next.json().path("previous_response_id").asText());
        JsonNode messages = sent(rig).path("messages");
        assertEquals(List.of("user", "assistant", "user"), messages.findValuesAsText("role"));
        assertEquals("two", messages.at("/2/content").asText());
        assertEquals(
                next.json(),
                rig.get(PATH + "/" + next.json().path("id").asText()).json());
    }

    @GatewayTest
    void toolsKeepTheNamesThatTheCallerGaveThem(Rig rig) throws IOException {
        String tools =
                "\"tools\":[{\"type\":\"namespace\",\"name\":\"mcp__x\",\"tools\":[{\"type\":\"function\",\"name\":\"look\","
                        + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}]},{\"type\":\"custom\",\"name\":\"patch\"},{\"type\":\"web_search\"}],";
        Reply reply = rig.post(PATH, body(UNLISTED, tools + "\"input\":\"call both\",\"stream\":true"));
        JsonNode output = EventGrammar.checked(reply.body()).getLast().at("/response/output");
        assertEquals("mcp__x", output.at("/0/namespace").asText(), output.toString());
        assertEquals("look", output.at("/0/name").asText());
        assertEquals("custom_tool_call", output.at("/1/type").asText());
        assertTrue(
                output.at("/1/input").isTextual()
                        && !output.at("/1/input").asText().startsWith("{"),
                output.toString());
        assertEquals("tools.web_search", reply.header("x-poe-gateway-dropped"));
        assertEquals(List.of("mcp__x__look", "patch"), sent(rig).path("tools").findValuesAsText("name"));
    }

    @GatewayTest
    void aBotAnswersToo(Rig rig) throws IOException {
        String body = body("Claude-Sonnet-4.6", "\"input\":\"hello\",\"stream\":true");
        Request request = new Request.Builder()
                .url(rig.gateway().url() + PATH)
                .header("x-poe-gateway-upstream", "bot")
                .post(okhttp3.RequestBody.create(body.getBytes(UTF_8), okhttp3.MediaType.get("application/json")))
                .build();
        Reply reply = rig.read(rig.caller().newCall(request));
        JsonNode response = EventGrammar.checked(reply.body()).getLast().path("response");
        assertTrue(response.at("/output/0/content/0/text").asText().contains("hello"), reply.body());
        assertEquals(0, response.at("/usage/input_tokens").asInt(-1), "bots do not count");
        assertEquals(
                "/bot/claude-sonnet-4.6", rig.poe().arrivals().getLast().path().toLowerCase(java.util.Locale.ROOT));
    }

    @GatewayTest
    void aRequestOfThatFormAtThePathOfChatsGetsAChat(Rig rig) throws IOException {
        String members =
                "\"input\":[{\"role\":\"user\",\"content\":\"hello\"}],\"tools\":[{\"type\":\"function\",\"function\":"
                        + "{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}],\"tool_choice\":\"none\"";
        for (String model : List.of(LISTED, UNLISTED)) {
            Reply whole = rig.post("/v1/chat/completions", body(model, members));
            assertTrue(whole.json().at("/choices/0/message/content").asText().contains("hello"), whole.body());
            Reply streamed = rig.post("/v1/chat/completions", body(model, members + ",\"stream\":true"));
            assertTrue(streamed.body().endsWith("data: [DONE]\n\n"), streamed.body());
            assertFalse(streamed.body().contains("\"choices\":[]"), streamed.body());
            assertEquals("translated", streamed.header("x-poe-gateway-mode"));
        }
        Reply neither = rig.post("/v1/chat/completions", body(LISTED, "\"tools\":[]"));
        assertEquals("missing_required_parameter", neither.errorCode());
    }

    @GatewayTest
    void aChatReachesAModelThatListsResponsesAlone(Rig rig) throws IOException {
        Reply reply = rig.chat("gpt-5.3-codex-spark", true);
        assertEquals(200, reply.status(), reply.body());
        assertTrue(reply.body().endsWith("data: [DONE]\n\n"), reply.body());
        assertEquals(PATH, rig.poe().arrivals().getLast().path());
    }

    private static Reply streamed(Rig rig, String events) {
        rig.poe().enqueue(PATH, Scripts.stream(List.of(events.getBytes(UTF_8))));
        return rig.post(PATH, body("\"input\":\"one\",\"stream\":true"));
    }

    @GatewayTest
    void whatWouldBecomeOfARequestIsTold(Rig rig) throws IOException {
        JsonNode told = rig.post("/v1/explain/responses", body("\"input\":\"a\",\"instructions\":\"b\""))
                .json();
        assertEquals("passthrough", told.path("mode").asText());
        assertEquals("POST /responses", told.path("endpoint").asText());
        assertEquals(JSON.readTree("[\"instructions-to-input\"]"), told.path("edits"));
    }

    private static String body(String members) {
        return body(LISTED, members);
    }

    private static String body(String model, String members) {
        return "{\"model\":\"" + model + "\"," + members + "}";
    }

    private static String text(Reply reply) throws IOException {
        return reply.json().at("/output/0/content/0/text").asText();
    }

    private static JsonNode sent(Rig rig) throws IOException {
        return JSON.readTree(rig.poe().arrivals().getLast().body());
    }

    private static Reply delete(Rig rig, String path, String key) {
        return with(rig, path, key, "DELETE", "");
    }

    private static Reply with(Rig rig, String path, String key, String method, String body) {
        okhttp3.RequestBody sent = method.equals("POST")
                ? okhttp3.RequestBody.create(body.getBytes(UTF_8), okhttp3.MediaType.get("application/json"))
                : null;
        Request.Builder request =
                new Request.Builder().url(rig.gateway().url() + path).method(method, sent);
        if (!key.isEmpty()) {
            request.header("authorization", "Bearer " + key);
        }
        return rig.read(rig.caller().newCall(request.build()));
    }
}
