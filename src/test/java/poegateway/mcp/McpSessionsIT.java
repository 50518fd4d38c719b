package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.mcp.message.McpJson;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Conversations of tools are the sessions that plain requests have. */
class McpSessionsIT {
    private static final String CHAT = "/v1/chat/completions";

    private static JsonNode ask(McpClient client, String prompt, String more) {
        return client.tool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"" + prompt + "\"" + more + "}");
    }

    private static String id(JsonNode result) {
        assertFalse(result.path("isError").asBoolean(), result::toString);
        return result.at("/structuredContent/session_id").asText();
    }

    private static String in(String session) {
        return ",\"session_id\":\"" + session + "\"";
    }

    private static Reply chat(Rig rig, String session, String words) {
        return rig.read(rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + CHAT)
                        .headers(Headers.of(Map.of("x-poe-gateway-session", session)))
                        .post(RequestBody.create(
                                "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words
                                        + "\"}]}",
                                MediaType.get("application/json")))
                        .build()));
    }

    private static String lastAsked(Rig rig) {
        return new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8);
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionGoesOnOverChatAndBack(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode first = ask(client, "my name is Ann", "");
        String session = id(first);
        assertTrue(first.path("content").toString().contains(session), first::toString);
        assertEquals(200, chat(rig, session, "what is my name").status());
        assertTrue(lastAsked(rig).contains("my name is Ann"), () -> lastAsked(rig));
        assertEquals(session, id(ask(client, "and now", in(session))));
        String asked = lastAsked(rig);
        assertTrue(asked.contains("my name is Ann") && asked.contains("what is my name"), asked);
        Reply begun = chat(rig, "new", "my cat is Tom");
        ask(client, "who is my cat", in(begun.header("x-poe-gateway-session")));
        assertTrue(lastAsked(rig).contains("my cat is Tom"), () -> lastAsked(rig));
    }

    @GatewayTest(transport = Transport.H1)
    void aSessionThatIsNotThereIsNotMadeSilently(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode unknown = ask(client, "hello", in("9b2c1c5e-7d0b-4c43-9b53-2f1f0a9b8c7d"));
        assertTrue(unknown.path("isError").asBoolean(), unknown::toString);
        assertEquals(
                "session_not_found", unknown.at("/structuredContent/error/code").asText());
        String session = id(ask(client, "hello", ""));
        rig.advance(Duration.ofMinutes(61));
        assertTrue(ask(client, "hello", in(session)).path("isError").asBoolean());
        assertEquals(1, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void aFailedCallLeavesNoSessionBehind(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        assertTrue(client.tool("ask_poe", "{\"bot\":\"error-400\",\"prompt\":\"hello\"}")
                .path("isError")
                .asBoolean());
        assertEquals(0, rig.get("/v1/sessions").json().path("data").size());
    }

    @GatewayTest(transport = Transport.H1, settings = "sessions.bytes-per-caller=4KiB")
    void whatIsTooLargeForASessionIsAskedWithoutOne(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode large = ask(client, "x".repeat(20_000), "");
        assertFalse(large.path("isError").asBoolean(), large::toString);
        assertFalse(large.path("structuredContent").has("session_id"));
        assertTrue(large.at("/structuredContent/warnings").toString().contains("not kept"), large::toString);
        String session = id(ask(client, "hello", ""));
        JsonNode full = ask(client, "x".repeat(20_000), in(session));
        assertEquals("session_full", full.at("/structuredContent/error/code").asText(), full::toString);
        assertEquals(2, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void theAnswerFitsItsSchemaAndIsTold(Rig rig) {
        JsonNode result = ask(
                McpClient.stateless(rig),
                "hello",
                ",\"response_schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"]}");
        assertEquals(
                McpJson.read(result.at("/content/0/text").asText()).orElseThrow(),
                result.at("/structuredContent/json"),
                result::toString);
    }
}
