package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import poegateway.core.Scope;
import poegateway.mcp.message.McpJson;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What clients can read, and choose, beside tools. */
class ResourcesIT {
    private static final String NOTE = Base64.getEncoder().encodeToString("a note".getBytes(StandardCharsets.UTF_8));

    private static List<String> addresses(McpClient client) {
        List<String> addresses = new ArrayList<>();
        client.ask("resources/list", "{}")
                .path("resources")
                .forEach(one -> addresses.add(one.path("uri").asText()));
        return addresses;
    }

    private static JsonNode read(McpClient client, String uri) {
        JsonNode content = client.ask("resources/read", named(uri)).at("/contents/0");
        assertEquals(uri, content.path("uri").asText());
        return content;
    }

    private static String named(String uri) {
        return "{\"uri\":\"" + uri + "\"}";
    }

    private static JsonNode json(JsonNode content) {
        assertEquals("application/json", content.path("mimeType").asText());
        return McpJson.read(content.path("text").asText()).orElseThrow();
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void modelsUsageConversationsAndFilesAreReadInBothEras(Rig rig) {
        rig.advance(Duration.ofMinutes(15));
        rig.until(() -> rig.poe().arrivals("/v1/models") == 1, () -> "no list");
        rig.awaitQuiet();
        McpClient first = McpClient.stateless(rig);
        String session = first.tool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"my name is Ann\"}")
                .at("/structuredContent/session_id")
                .asText();
        String file = first.tool("upload_file", "{\"name\":\"note.txt\",\"data\":\"" + NOTE + "\"}")
                .at("/structuredContent/file_id")
                .asText();
        for (McpClient client : McpClient.ofBothEras(rig)) {
            assertEquals(
                    List.of("poe://models", "poe://usage", "poe://sessions/" + session, "poe://media/" + file),
                    addresses(client));
            assertEquals(362, json(read(client, "poe://models")).path("total").asInt());
            assertEquals(
                    "claude-sonnet-4.6",
                    json(read(client, "poe://models/Claude-Sonnet-4.6"))
                            .path("id")
                            .asText());
            assertTrue(json(read(client, "poe://usage")).has("balance_points"));
            assertTrue(read(client, "poe://sessions/" + session)
                    .path("text")
                    .asText()
                    .contains("my name is Ann"));
            JsonNode note = read(client, "poe://media/" + file);
            assertEquals(NOTE, note.path("blob").asText());
            assertEquals("text/plain", note.path("mimeType").asText());
            assertEquals(
                    3,
                    client.ask("resources/templates/list", "{}")
                            .path("resourceTemplates")
                            .size());
        }
    }

    @GatewayTest(transport = Transport.H1, settings = "media.rehost=on")
    void whatModelsMadeIsReadWhereItIsKept(Rig rig) {
        var keys =
                List.of(Keyring.known("a", Keyring.key(1), Scope.API), Keyring.known("b", Keyring.key(2), Scope.API));
        rig.gateway().replaceKeys(Keyring.auth(keys.get(0), keys.get(1)), keys);
        McpClient mine = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(1));
        McpClient other = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(2));
        mine.tool("generate_image", "{\"model\":\"imagen-4\",\"prompt\":\"a cat\"}");
        List<String> own = addresses(mine);
        assertEquals(3, own.size(), own::toString);
        JsonNode picture = read(mine, own.getLast());
        assertTrue(picture.path("mimeType").asText().startsWith("image/"), picture::toString);
        assertFalse(picture.path("blob").asText().isEmpty());
        assertEquals(
                -32602,
                other.reply("resources/read", named(own.getLast()))
                        .json()
                        .at("/error/code")
                        .asInt());
    }

    @GatewayTest(transport = Transport.H1)
    void whatIsNotThereIsNotFoundInTheWordsOfEachEra(Rig rig) {
        for (String uri : List.of(
                "poe://models/none",
                "poe://sessions/none",
                "poe://media/file-none",
                "poe://else",
                "file:///etc/passwd")) {
            JsonNode refused =
                    McpClient.stateless(rig).reply("resources/read", named(uri)).json();
            assertEquals(-32602, refused.at("/error/code").asInt(), refused::toString);
            assertEquals(uri, refused.at("/error/data/uri").asText());
            JsonNode older =
                    McpClient.inSession(rig).reply("resources/read", named(uri)).json();
            assertEquals(-32002, older.at("/error/code").asInt(), older::toString);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void whatBelongsToAnotherKeyIsNotThere(Rig rig) {
        var keys =
                List.of(Keyring.known("a", Keyring.key(1), Scope.API), Keyring.known("b", Keyring.key(2), Scope.API));
        rig.gateway().replaceKeys(Keyring.auth(keys.get(0), keys.get(1)), keys);
        McpClient mine = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(1));
        McpClient other = McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(2));
        mine.tool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}");
        mine.tool("upload_file", "{\"name\":\"note.txt\",\"data\":\"" + NOTE + "\"}");
        List<String> own = addresses(mine);
        assertEquals(4, own.size(), own::toString);
        assertEquals(List.of("poe://models", "poe://usage"), addresses(other));
        for (String uri : own.subList(2, 4)) {
            assertFalse(mine.ask("resources/read", named(uri)).path("contents").isEmpty());
            assertEquals(
                    -32602,
                    other.reply("resources/read", named(uri))
                            .json()
                            .at("/error/code")
                            .asInt(),
                    uri);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void promptsHaveTheClientsModelUseTheTools(Rig rig) {
        for (McpClient client : McpClient.ofBothEras(rig)) {
            List<String> names = new ArrayList<>();
            client.ask("prompts/list", "{}")
                    .path("prompts")
                    .forEach(one -> names.add(one.path("name").asText()));
            assertEquals(List.of("ask", "compare", "second_opinion", "image_brief"), names);
            String words = client.ask(
                            "prompts/get",
                            "{\"name\":\"ask\",\"arguments\":{\"bot\":\"GPT-5.4\",\"question\":\"why?\"}}")
                    .at("/messages/0/content/text")
                    .asText();
            assertTrue(words.contains("GPT-5.4") && words.contains("ask_poe") && words.endsWith("why?"), words);
            String missing = "{\"name\":\"compare\",\"arguments\":{\"bots\":\"a,b\"}}";
            JsonNode refused = client.reply("prompts/get", missing).json();
            assertEquals(-32602, refused.at("/error/code").asInt());
            assertTrue(refused.at("/error/message").asText().contains("'question'"), refused::toString);
            assertEquals(
                    -32602,
                    client.reply("prompts/get", "{\"name\":\"none\"}")
                            .json()
                            .at("/error/code")
                            .asInt());
        }
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void namesOfModelsAndSessionsAreProposedWhileTheyAreTyped(Rig rig) {
        rig.advance(Duration.ofMinutes(15));
        rig.until(() -> rig.poe().arrivals("/v1/models") == 1, () -> "no list");
        rig.awaitQuiet();
        McpClient client = McpClient.stateless(rig);
        assertTrue(proposed(client, "ref/prompt", "ask", "bot", "claude-son").contains("Claude-Sonnet-4.6"));
        assertTrue(proposed(client, "ref/prompt", "compare", "bots", "GPT-4o, claude-son")
                .contains("GPT-4o,Claude-Sonnet-4.6"));
        List<String> painters = proposed(client, "ref/prompt", "image_brief", "model", "");
        assertTrue(painters.contains("Imagen-4"), painters::toString);
        assertFalse(painters.contains("Claude-Sonnet-4.6"), painters::toString);
        String session = client.tool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}")
                .at("/structuredContent/session_id")
                .asText();
        assertEquals(
                List.of(session),
                proposed(client, "ref/resource", "poe://sessions/{session_id}", "session_id", session.substring(0, 4)));
        assertTrue(proposed(client, "ref/resource", "poe://models/{id}", "id", "sora-2")
                .contains("sora-2"));
        assertEquals(List.of(), proposed(client, "ref/resource", "poe://media/{id}", "id", ""));
        assertEquals(List.of(), proposed(client, "ref/prompt", "ask", "question", "w"));
    }

    private static List<String> proposed(McpClient client, String type, String of, String argument, String begun) {
        String name = type.endsWith("prompt") ? "name" : "uri";
        JsonNode values = client.ask(
                        "completion/complete",
                        "{\"ref\":{\"type\":\"" + type + "\",\"" + name + "\":\"" + of + "\"},\"argument\":{\"name\":\""
                                + argument + "\",\"value\":\"" + begun + "\"}}")
                .at("/completion/values");
        List<String> all = new ArrayList<>();
        values.forEach(value -> all.add(value.asText()));
        return all;
    }
}
