package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import poegateway.app.Gateway;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** What the page on moving says of the tools of poe-proxy-mcp. */
class MigrationIT {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z_0-9]+)` \\| `(\\{.*?})` \\| (.*) \\|");

    /** What a tool of the old server promised. */
    private enum Promise {
        ANSWER,
        BLOCKS,
        NO_ACTIONS,
        TOOLS,
        CLEARED,
        MODELS,
        INFO,
        HEALTH,
        MEDIA,
        REFUSED;

        boolean isKeptBy(JsonNode result) {
            JsonNode structured = result.path("structuredContent");
            return switch (this) {
                case ANSWER -> isAnswer(result);
                case BLOCKS ->
                    isAnswer(result) && structured.at("/blocks/0/type").asText().equals("text");
                case NO_ACTIONS ->
                    isAnswer(result) && structured.path("warnings").toString().contains("runs nothing");
                case TOOLS ->
                    structured.at("/tool_calls/0/name").asText().equals("calculator") && hasSession(structured);
                case CLEARED -> structured.path("cleared").asBoolean();
                case MODELS -> structured.path("models").size() > 1;
                case INFO -> structured.at("/features/tools").asBoolean();
                case HEALTH -> structured.path("status").asText().equals("ok");
                case MEDIA -> structured.at("/media/0/url").asText().startsWith("http");
                case REFUSED ->
                    result.path("isError").asBoolean()
                            && result.at("/content/0/text").asText().length() > 40;
            };
        }

        private static boolean isAnswer(JsonNode result) {
            return result.at("/content/0/text").asText().contains("You wrote")
                    && hasSession(result.path("structuredContent"));
        }

        private static boolean hasSession(JsonNode structured) {
            return structured.path("session_id").asText().length() == 36;
        }
    }

    /** All tools of the old server. */
    private static final Map<String, Promise> PROMISED = Map.ofEntries(
            Map.entry("ask_poe", Promise.ANSWER),
            Map.entry("ask_with_attachment", Promise.ANSWER),
            Map.entry("clear_session", Promise.CLEARED),
            Map.entry("list_available_models", Promise.MODELS),
            Map.entry("get_server_info", Promise.INFO),
            Map.entry("ask_poe_v2", Promise.ANSWER),
            Map.entry("ask_poe_with_tools", Promise.TOOLS),
            Map.entry("generate_image", Promise.MEDIA),
            Map.entry("generate_video", Promise.MEDIA),
            Map.entry("list_available_models_v2", Promise.MODELS),
            Map.entry("register_custom_tool", Promise.REFUSED),
            Map.entry("get_server_info_v2", Promise.INFO),
            Map.entry("ask_poe_with_warp_context", Promise.BLOCKS),
            Map.entry("stream_poe_to_warp", Promise.BLOCKS),
            Map.entry("execute_warp_action", Promise.REFUSED),
            Map.entry("health_check", Promise.HEALTH),
            Map.entry("get_metrics", Promise.HEALTH),
            Map.entry("reset_metrics", Promise.REFUSED),
            Map.entry("ask_poe_with_actions", Promise.NO_ACTIONS),
            Map.entry("ask_with_attachment_and_actions", Promise.ANSWER),
            Map.entry("execute_command_tool", Promise.REFUSED),
            Map.entry("create_file_tool", Promise.REFUSED),
            Map.entry("get_enhanced_server_info", Promise.INFO));

    private static Map<String, String> table() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        String page = Files.readString(Path.of("docs/migrate.md"));
        Matcher row = ROW.matcher(page.substring(page.indexOf("## From poe-proxy-mcp")));
        while (row.find()) {
            boolean refused = PROMISED.get(row.group(1)) == Promise.REFUSED;
            assertEquals(refused, row.group(3).startsWith("refused"), row.group());
            rows.put(row.group(1), row.group(2));
        }
        return rows;
    }

    @GatewayTest(transport = Transport.H1)
    void everyToolOfTheOldServerDoesWhatThePageSays(Rig rig) throws IOException {
        Map<String, String> rows = table();
        assertEquals(new TreeSet<>(PROMISED.keySet()), new TreeSet<>(rows.keySet()));
        for (McpClient client : McpClient.ofBothEras(rig)) {
            for (Map.Entry<String, String> row : rows.entrySet()) {
                String session = client.tool("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}")
                        .at("/structuredContent/session_id")
                        .asText();
                JsonNode result = client.tool(row.getKey(), row.getValue().replace("SESSION", session));
                boolean kept =
                        PROMISED.getOrDefault(row.getKey(), Promise.REFUSED).isKeptBy(result);
                assertTrue(kept, () -> row.getKey() + ": " + result);
                assertFalse(result.at("/structuredContent/warnings").toString().contains("ignored"), result::toString);
            }
        }
    }

    @Test
    @Timeout(240)
    void everyToolOfTheOldServerDoesTheSameOverStandardInputAndOutput(@TempDir Path folder) throws IOException {
        try (StdioClient client = new StdioClient(folder)) {
            int id = 0;
            for (Map.Entry<String, String> row : table().entrySet()) {
                String session = called(client, ++id, "ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"hello\"}")
                        .at("/structuredContent/session_id")
                        .asText();
                JsonNode result =
                        called(client, ++id, row.getKey(), row.getValue().replace("SESSION", session));
                boolean kept =
                        PROMISED.getOrDefault(row.getKey(), Promise.REFUSED).isKeptBy(result);
                assertTrue(kept, () -> row.getKey() + ": " + result);
            }
        }
    }

    private static JsonNode called(StdioClient client, int id, String tool, String arguments) {
        client.ask(id, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
        JsonNode message = client.read();
        assertEquals(id, message.path("id").asInt(), message::toString);
        return message.path("result");
    }

    @GatewayTest(transport = Transport.H1)
    void aWebhookIsRegisteredTriedCalledByAModelAndForgotten(Rig rig, @TempDir Path folder) throws IOException {
        HttpServer hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hooks.createContext("/", exchange -> {
            byte[] body = "sunny".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        hooks.start();
        try {
            String host = "127.0.0.1:" + hooks.getAddress().getPort();
            Gateway gateway =
                    rig.gatewayWith(config -> Changed.registration(config, folder.resolve("tools.json"), host));
            McpClient client = McpClient.stateless(rig).at(gateway);
            JsonNode made = client.tool(
                    "register_custom_tool",
                    "{\"name\":\"weather\",\"description\":\"The weather.\",\"parameters\":{\"type\":\"object\",\"properties\":"
                            + "{\"city\":{\"type\":\"string\"}}},\"url\":\"http://" + host + "/{city}\"}");
            assertEquals("weather", made.at("/structuredContent/name").asText(), made::toString);
            assertEquals(
                    "weather",
                    client.tool("list_custom_tools", "{}")
                            .at("/structuredContent/tools/0/name")
                            .asText());
            JsonNode tried = client.tool("test_custom_tool", "{\"name\":\"weather\",\"arguments\":{\"city\":\"Ulm\"}}");
            assertEquals("sunny", tried.at("/structuredContent/result").asText(), tried::toString);
            JsonNode unfit = client.tool("test_custom_tool", "{\"name\":\"weather\",\"arguments\":{\"city\":7}}");
            assertTrue(unfit.at("/structuredContent/is_error").asBoolean(), unfit::toString);
            JsonNode asked = client.tool(
                    "ask_poe_with_tools", "{\"bot\":\"gpt-4o\",\"prompt\":\"weather\",\"tools\":[\"weather\"]}");
            assertTrue(
                    asked.at("/structuredContent/tool_calls/0/result").asText().contains("sunny"), asked::toString);
            assertTrue(client.tool("delete_custom_tool", "{\"name\":\"weather\"}")
                    .at("/structuredContent/deleted")
                    .asBoolean());
            assertTrue(client.tool("delete_custom_tool", "{\"name\":\"weather\"}")
                    .path("isError")
                    .asBoolean());
        } finally {
            hooks.stop(0);
        }
    }

    @GatewayTest(transport = Transport.H1)
    void namesThatAreOldAreNotListed(Rig rig) {
        Set<String> listed = new TreeSet<>();
        McpClient.stateless(rig, "x-mcp-toolsets", "all")
                .ask("tools/list", "{}")
                .path("tools")
                .forEach(tool -> listed.add(tool.path("name").asText()));
        for (String old : Set.of("ask_poe_v2", "ask_with_attachment", "get_metrics", "execute_command_tool")) {
            assertFalse(listed.contains(old), listed::toString);
        }
        assertTrue(listed.contains("compare_bots"), listed::toString);
    }

    @GatewayTest(transport = Transport.H1)
    void noFileOfTheServerIsRead(Rig rig) {
        McpClient client = McpClient.stateless(rig);
        for (String path : Set.of("/etc/passwd", "file:///etc/passwd", "../secret", "C:\\\\boot.ini")) {
            JsonNode refused = client.tool(
                    "ask_with_attachment",
                    "{\"bot\":\"gpt-4o\",\"prompt\":\"read\",\"attachment_path\":\"" + path + "\"}");
            assertTrue(refused.path("isError").asBoolean(), refused::toString);
            assertTrue(refused.at("/content/0/text").asText().contains("not read"), refused::toString);
        }
        assertEquals(0, rig.poe().arrivals("/v1/chat/completions"));
    }
}
