package poegateway.translated;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import okhttp3.Request;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** Callers of every dialect who prefer the prompt cache ask a Claude as messages, and read what they said before from its cache. */
class PromptCacheIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLAUDE = "Claude-Sonnet-4.6";
    private static final String RULES = "Rules of the house. ".repeat(400);
    private static final String CHATS = "/v1/chat/completions";
    private static final Map<String, String> REQUESTS = Map.of(
            CHATS,
            chat(CLAUDE).toString(),
            "/v1/completions",
            "{\"model\":\"" + CLAUDE + "\",\"prompt\":\"hello\"}",
            "/v1/responses",
            "{\"model\":\"" + CLAUDE + "\",\"input\":\"hello\"}",
            "/bot/" + CLAUDE,
            "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"user\",\"content\":\"hello\"}],"
                    + "\"user_id\":\"\",\"conversation_id\":\"\",\"message_id\":\"\"}");

    @GatewayTest(settings = "routing.prompt-cache=prefer")
    void aChatReadsItsEarlierTurnsFromTheCacheOfAClaude(Rig rig) throws IOException {
        ObjectNode chat = chat(CLAUDE);
        Reply first = rig.post(CHATS, chat.toString());
        assertEquals("prompt-cache", first.header("x-poe-gateway-reason"));
        assertEquals("translated", first.header("x-poe-gateway-mode"));
        assertEquals("/v1/messages", rig.poe().arrivals().getLast().path());
        chat.withArray("messages").add(first.json().at("/choices/0/message"));
        chat.withArray("messages").addObject().put("role", "user").put("content", "more");
        JsonNode usage = rig.post(CHATS, chat.toString()).json().path("usage");
        int cached = usage.at("/prompt_tokens_details/cached_tokens").asInt();
        assertTrue(
                cached > RULES.length() / 4
                        && cached < usage.path("prompt_tokens").asInt(),
                usage.toString());
    }

    @GatewayTest
    void aRequestOfAnyDialectMayPreferItForItself(Rig rig) {
        for (Map.Entry<String, String> asked : REQUESTS.entrySet()) {
            Reply reply = post(rig, asked.getKey(), asked.getValue(), "prefer");
            assertEquals(200, reply.status(), reply.body());
            assertEquals("prompt-cache", reply.header("x-poe-gateway-reason"));
            assertEquals("/v1/messages", rig.poe().arrivals().getLast().path());
            Reply off = post(rig, asked.getKey(), asked.getValue(), "off");
            assertNotEquals("prompt-cache", off.header("x-poe-gateway-reason"));
            assertNotEquals("/v1/messages", rig.poe().arrivals().getLast().path());
        }
        Reply wrong = post(rig, CHATS, chat(CLAUDE).toString(), "yes");
        assertEquals("invalid_header", wrong.errorCode());
    }

    @GatewayTest(settings = "routing.prompt-cache=prefer")
    void whatMessagesCannotSayGoesInTheCallersOwnDialect(Rig rig) throws IOException {
        ObjectNode chat = chat(CLAUDE);
        chat.putObject("response_format").put("type", "json_object");
        Reply reply = rig.post(CHATS, chat.toString());
        assertEquals(200, reply.status(), reply.body());
        assertEquals("same-dialect", reply.header("x-poe-gateway-reason"));
        ObjectNode hint = chat(CLAUDE).put("seed", 7);
        Reply strict = rig.read(rig.caller()
                .newCall(rig.call(CHATS, hint.toString())
                        .request()
                        .newBuilder()
                        .header("x-poe-gateway-loss", "strict")
                        .build()));
        assertEquals("passthrough", strict.header("x-poe-gateway-mode"));
        Reply lossy = rig.post(CHATS, hint.toString());
        String dropped = lossy.header("x-poe-gateway-dropped");
        assertEquals("seed", dropped.replaceAll(",reply\\..*", ""), "of the request"); // names of the reply come last
    }

    @GatewayTest(settings = "routing.prompt-cache=prefer")
    void otherModelsAreAskedAsBefore(Rig rig) throws IOException {
        for (String model : new String[] {"GPT-5.4", "Grok-4", "unlisted-model"}) {
            Reply reply = rig.post(CHATS, chat(model).toString());
            assertEquals("same-dialect", reply.header("x-poe-gateway-reason"));
        }
        JsonNode told = rig.post("/v1/explain/chat", chat(CLAUDE).toString()).json();
        assertEquals("prompt-cache", told.path("reason").asText());
        assertEquals("POST /messages", told.path("endpoint").asText());
    }

    @GatewayTest(settings = "routing.prompt-cache=prefer")
    void aRequestOfAClaudeInMessagesPassesAsItCame(Rig rig) throws IOException {
        String body = "{\"model\":\"" + CLAUDE
                + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        Reply reply = rig.post("/v1/messages", body);
        assertEquals("same-dialect", reply.header("x-poe-gateway-reason"));
        assertEquals(body, new String(rig.poe().arrivals().getLast().body(), UTF_8));
    }

    private static ObjectNode chat(String model) {
        ObjectNode chat = JSON.createObjectNode().put("model", model);
        chat.putArray("messages").addObject().put("role", "system").put("content", RULES);
        chat.withArray("messages").addObject().put("role", "user").put("content", "hello");
        return chat;
    }

    private static Reply post(Rig rig, String path, String json, String caching) {
        Request request = rig.call(path, json)
                .request()
                .newBuilder()
                .header("x-poe-gateway-prompt-cache", caching)
                .build();
        return rig.read(rig.caller().newCall(request));
    }
}
