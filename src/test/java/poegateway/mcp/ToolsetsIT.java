package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import poegateway.core.Scope;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Tools beyond those that are listed by default. */
class ToolsetsIT {
    private static final String CHAT = "/v1/chat/completions";

    private static JsonNode structured(McpClient client, String tool, String arguments) {
        JsonNode result = client.tool(tool, arguments);
        assertFalse(result.path("isError").asBoolean(), result::toString);
        return result.path("structuredContent");
    }

    private static String error(McpClient client, String tool, String arguments) {
        JsonNode result = client.tool(tool, arguments);
        assertTrue(result.path("isError").asBoolean(), result::toString);
        return result.at("/content/0/text").asText();
    }

    private static Set<String> names(McpClient client) {
        Set<String> names = new TreeSet<>();
        client.ask("tools/list", "{}")
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }

    @GatewayTest(transport = Transport.H1)
    void theStandardSetIsLean(Rig rig) {
        assertEquals(
                Set.of(
                        "ask_poe",
                        "generate_image",
                        "generate_video",
                        "generate_audio",
                        "get_job",
                        "list_models",
                        "get_usage"),
                names(McpClient.stateless(rig)));
        assertEquals(
                Set.of("list_sessions", "get_session", "clear_session", "fork_session"),
                names(McpClient.stateless(rig, "x-mcp-toolsets", "sessions")));
    }

    @GatewayTest(transport = Transport.H1, settings = "mcp.toolsets=default,jobs")
    void theOperatorChoosesTheStandardSet(Rig rig) {
        assertTrue(names(McpClient.stateless(rig)).containsAll(List.of("ask_poe", "list_jobs", "cancel_job")));
    }

    @GatewayTest(transport = Transport.H1)
    void toolsThatChangeTheGatewayAreShownToKeysThatMayUseThem(Rig rig) {
        var keys = List.of(
                Keyring.known("a", Keyring.key(1), Scope.API),
                Keyring.known("b", Keyring.key(2), Scope.API, Scope.ADMIN));
        rig.gateway().replaceKeys(Keyring.auth(keys.get(0), keys.get(1)), keys);
        McpClient plain =
                McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(1), "x-mcp-toolsets", "admin");
        McpClient admin =
                McpClient.stateless(rig, "authorization", "Bearer " + Keyring.key(2), "x-mcp-toolsets", "admin");
        assertEquals(Set.of(), names(plain));
        assertEquals(4, names(admin).size());
        assertTrue(error(plain, "register_custom_tool", "{\"url\":\"https://x.example\"}")
                .contains("admin"));
        assertTrue(error(admin, "register_custom_tool", "{\"implementation\":\"exec\"}")
                .contains("never run"));
    }

    @GatewayTest(transport = Transport.H1)
    void toolsOfTheGatewayAreRunAndThoseOfTheClientComeBack(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode run = structured(
                client, "ask_poe_with_tools", "{\"bot\":\"gpt-4o\",\"prompt\":\"sum\",\"tools\":[\"calculator\"]}");
        assertEquals(1, run.path("rounds").asInt(), run::toString);
        assertEquals("calculator", run.at("/tool_calls/0/name").asText());
        assertFalse(run.at("/tool_calls/0/result").asText().isEmpty());
        assertEquals(2, rig.poe().arrivals(CHAT));
        JsonNode pending = structured(
                client,
                "ask_poe_with_tools",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"weather\",\"tools\":[{\"type\":\"function\",\"function\":"
                        + "{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}}]}");
        String call = pending.at("/pending_tool_calls/0/id").asText();
        assertEquals("weather", pending.at("/pending_tool_calls/0/name").asText(), pending::toString);
        JsonNode answer = structured(
                client,
                "ask_poe_with_tools",
                "{\"bot\":\"gpt-4o\",\"session_id\":\""
                        + pending.path("session_id").asText()
                        + "\",\"tools\":[{\"name\":\"weather\"}],\"tool_results\":[{\"tool_call_id\":\"" + call
                        + "\",\"content\":\"rain at noon\"}]}");
        assertTrue(answer.path("text").asText().contains("rain at noon"), answer::toString);
        String sent = new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8);
        assertTrue(sent.contains(call) && sent.contains("\"role\":\"tool\""), sent);
    }

    @GatewayTest(transport = Transport.H1)
    void whatIsWrongWithToolsIsSaid(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        for (String wrong : List.of(
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\"}",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"tools\":[1]}",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"tools\":[{\"name\":\"a b\"}]}",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"tools\":[\"no_such_tool\"]}",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"tools\":[\"calculator\"],\"tool_choice\":7}",
                "{\"bot\":\"gpt-4o\",\"tools\":[\"calculator\"],\"tool_results\":[{\"tool_call_id\":\"x\",\"content\":\"y\"}]}",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"tools\":[\"calculator\"],\"tool_results\":[{}]}")) {
            assertFalse(error(client, "ask_poe_with_tools", wrong).isBlank(), wrong);
        }
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void severalModelsAreAskedAndOneThatFailsKeepsNoOtherBack(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode compared = structured(
                client,
                "compare_bots",
                "{\"bots\":[\"gpt-4o\",\"error-400\",\"claude-sonnet-4.6\"],\"prompt\":\"hello\",\"judge\":\"gpt-4o\"}");
        assertEquals(3, compared.path("answers").size(), compared::toString);
        assertTrue(compared.at("/answers/0/text").asText().contains("hello"), compared::toString);
        assertFalse(compared.at("/answers/1/error/code").asText().isEmpty(), compared::toString);
        assertTrue(compared.at("/answers/2/usage/total_tokens").asLong() > 0, compared::toString);
        assertTrue(compared.at("/verdict/text").asText().length() > 10, compared::toString);
        assertTrue(error(client, "compare_bots", "{\"bots\":[\"gpt-4o\"],\"prompt\":\"hello\"}")
                .contains("2 to 6"));
    }

    @GatewayTest(transport = Transport.H1)
    void conversationsAreListedReadCopiedAndForgotten(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        String id = structured(client, "ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"my name is Ann\"}")
                .path("session_id")
                .asText();
        String named = "{\"session_id\":\"" + id + "\"}";
        assertEquals(1, structured(client, "list_sessions", "{}").path("total").asInt());
        JsonNode read = structured(client, "get_session", named);
        assertEquals("my name is Ann", read.at("/messages/0/content/0/text").asText(), read::toString);
        assertEquals(
                1,
                structured(client, "get_session", "{\"session_id\":\"" + id + "\",\"limit\":1}")
                        .path("messages")
                        .size());
        String copy =
                structured(client, "fork_session", named).path("session_id").asText();
        assertTrue(structured(client, "clear_session", named).path("cleared").asBoolean());
        assertTrue(error(client, "get_session", named).contains("not found"));
        assertEquals(
                1,
                structured(client, "get_session", "{\"session_id\":\"" + copy + "\"}")
                        .path("turns")
                        .asInt());
    }

    @GatewayTest(transport = Transport.H1, settings = "models.refresh-every=15m")
    void aModelIsDescribedAndItsCostEstimated(Rig rig) {
        rig.advance(Duration.ofMinutes(15));
        rig.until(() -> rig.poe().arrivals("/v1/models") == 1, () -> "no list");
        rig.awaitQuiet();
        McpClient client = McpClient.stateless(rig);
        JsonNode model = structured(client, "get_model", "{\"model\":\"Claude-Sonnet-4.6\"}");
        assertTrue(model.path("endpoints").size() > 0, model::toString);
        assertTrue(model.has("parameters"), model::toString);
        JsonNode cost = structured(
                client,
                "estimate_cost",
                "{\"model\":\"Claude-Sonnet-4.6\",\"prompt_tokens\":1000000,\"completion_tokens\":0}");
        assertTrue(Double.parseDouble(cost.path("usd").asText()) > 0, cost::toString);
        assertTrue(error(client, "get_model", "{\"model\":\"no-such-model\"}").contains("list_models"));
        assertEquals(0, rig.poe().arrivals(CHAT));
    }

    @GatewayTest(transport = Transport.H1)
    void aFileThatWasKeptGoesWithAQuestion(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        String data = Base64.getEncoder().encodeToString("a secret word".getBytes(StandardCharsets.UTF_8));
        JsonNode kept = structured(
                client,
                "upload_file",
                "{\"name\":\"note.txt\",\"data\":\"" + data + "\",\"mime_type\":\"text/plain\"}");
        String file = kept.path("file_id").asText();
        assertEquals(13, kept.path("bytes").asInt(), kept::toString);
        structured(
                client,
                "ask_poe",
                "{\"bot\":\"gpt-4o\",\"prompt\":\"read\",\"attachments\":[{\"file_id\":\"" + file + "\"}]}");
        String sent = new String(rig.poe().arrivals().getLast().body(), StandardCharsets.UTF_8);
        assertTrue(sent.contains("note.txt") || sent.contains(data), sent);
        assertFalse(error(client, "ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"read\",\"attachments\":[\"file-none\"]}")
                .isBlank());
        assertTrue(
                error(client, "upload_file", "{\"name\":\"x\",\"data\":\"*\"}").length() > 10);
    }

    @GatewayTest(transport = Transport.H1)
    void speechComesWithItsAddress(Rig rig) {
        JsonNode result = McpClient.stateless(rig).tool("generate_audio", "{\"text\":\"hello\"}");
        assertTrue(result.at("/structuredContent/media/0/url").asText().startsWith("http"), result::toString);
        assertEquals("resource_link", result.at("/content/1/type").asText());
        assertEquals("audio", result.at("/content/2/type").asText(), result::toString);
        JsonNode link = McpClient.stateless(rig).tool("generate_audio", "{\"text\":\"hello\",\"inline\":false}");
        assertEquals(2, link.path("content").size(), link::toString);
        assertTrue(error(McpClient.stateless(rig), "generate_audio", "{\"text\":\"hello\",\"model\":\"error-402\"}")
                .contains("insufficient_quota"));
    }

    @GatewayTest(transport = Transport.H1)
    void theGatewayTellsOfItself(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        JsonNode info = structured(client, "get_server_info", "{}");
        assertTrue(info.path("protocol_versions").toString().contains("2026-07-28"), info::toString);
        assertEquals("poe", info.path("upstream").asText());
        assertTrue(structured(client, "health_check", "{\"verbose\":true}")
                .at("/parts/0")
                .has("detail"));
        assertFalse(structured(client, "health_check", "{}").at("/parts/0").has("detail"));
    }
}
