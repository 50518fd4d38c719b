package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import poegateway.app.Gateway;
import poegateway.mcp.message.McpJson;
import poegateway.rig.Changed;
import poegateway.rig.ChatDialect;
import poegateway.rig.GatewayTest;
import poegateway.rig.Rig;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;

/** Arguments that nobody knows do no harm, and whoever sends them is told. */
class UnknownArgumentsIT {
    private static final String SAID = "ignored, because there are no such arguments: promt";
    private static final String CHAT = "/v1/chat/completions";
    private static final String HOST = "127.0.0.1:9";

    /** Arguments with which each tool does something, in an order in which it can. */
    private static Map<String, String> calls() {
        Map<String, String> calls = new LinkedHashMap<>();
        calls.put("ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"x\"}");
        calls.put("ask_poe_with_tools", "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"tools\":[\"calculator\"]}");
        calls.put("compare_bots", "{\"bots\":[\"gpt-4o\",\"gpt-4.1\"],\"prompt\":\"x\"}");
        calls.put("generate_image", "{\"prompt\":\"x\"}");
        calls.put("generate_video", "{\"prompt\":\"x\"}");
        calls.put("generate_audio", "{\"text\":\"x\"}");
        calls.put("get_job", "{\"job_id\":\"JOB\"}");
        calls.put("list_jobs", "{}");
        calls.put("cancel_job", "{\"job_id\":\"JOB\"}");
        calls.put("list_models", "{}");
        calls.put("get_model", "{\"model\":\"Claude-Sonnet-4.6\"}");
        calls.put("estimate_cost", "{\"model\":\"Claude-Sonnet-4.6\"}");
        calls.put("get_usage", "{}");
        calls.put("upload_file", "{\"name\":\"a.txt\",\"data\":\"eA==\"}");
        calls.put("list_sessions", "{}");
        calls.put("get_session", "{\"session_id\":\"SESSION\"}");
        calls.put("fork_session", "{\"session_id\":\"SESSION\"}");
        calls.put("clear_session", "{\"session_id\":\"SESSION\"}");
        calls.put("get_server_info", "{}");
        calls.put("health_check", "{}");
        calls.put(
                "register_custom_tool",
                "{\"name\":\"hook\",\"description\":\"x\",\"parameters\":{\"type\":\"object\"},\"url\":\"http://" + HOST
                        + "/\"}");
        calls.put("list_custom_tools", "{}");
        calls.put("test_custom_tool", "{\"name\":\"hook\",\"arguments\":{}}");
        calls.put("delete_custom_tool", "{\"name\":\"hook\"}");
        return calls;
    }

    @GatewayTest(transport = Transport.H1)
    void everyToolNamesThem(Rig rig, @TempDir Path folder) throws IOException {
        Gateway gateway = rig.gatewayWith(config -> Changed.registration(config, folder.resolve("tools.json"), HOST));
        McpClient client = McpClient.stateless(rig, "x-mcp-toolsets", "all").at(gateway);
        Map<String, String> names = new LinkedHashMap<>();
        client.ask("tools/list", "{}")
                .path("tools")
                .forEach(tool -> names.put(tool.path("name").asText(), ""));
        assertEquals(new TreeSet<>(names.keySet()), new TreeSet<>(calls().keySet()));
        String session = called(client, "ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"x\"}")
                .at("/structuredContent/session_id")
                .asText();
        String job = called(client, "generate_video", "{\"prompt\":\"x\"}")
                .at("/structuredContent/job_id")
                .asText();
        calls().forEach((tool, arguments) -> {
            String known = arguments.replace("SESSION", session).replace("JOB", job);
            String more = known.replaceFirst("}$", known.equals("{}") ? "\"promt\":1}" : ",\"promt\":1}");
            JsonNode result = called(client, tool, more);
            assertTrue(result.at("/structuredContent/warnings").toString().contains(SAID), () -> tool + result);
            assertTrue(result.path("content").toString().contains(SAID), () -> tool + result);
        });
    }

    @GatewayTest(transport = Transport.H1)
    void whatGoesOnAndWhatCameOfItNameThemToo(Rig rig) {
        CountDownLatch gate = new CountDownLatch(1);
        rig.poe().enqueue(CHAT, ChatDialect.CHAT.whole("done").with(new Mishap.LateHead(gate::await)));
        McpClient client = McpClient.stateless(rig);
        JsonNode running =
                called(client, "ask_poe", "{\"bot\":\"gpt-4o\",\"prompt\":\"x\",\"promt\":1,\"wait_seconds\":0}");
        String id = running.at("/structuredContent/job_id").asText();
        assertTrue(running.at("/structuredContent/warnings").toString().contains(SAID), running::toString);
        gate.countDown();
        JsonNode done = called(client, "get_job", "{\"job_id\":\"" + id + "\"}");
        assertEquals("completed", done.at("/structuredContent/status").asText(), done::toString);
        assertEquals(1, done.at("/structuredContent/warnings").size(), done::toString);
    }

    @GatewayTest(transport = Transport.H1)
    void whatRepeatsTheResultInWordsRepeatsTheWarning(Rig rig) {
        JsonNode result = called(McpClient.stateless(rig), "list_models", "{\"limit\":1,\"promt\":1}");
        assertEquals(
                result.path("structuredContent"),
                McpJson.read(result.at("/content/0/text").asText()).orElseThrow());
        assertEquals(1, result.path("content").size());
    }

    private static JsonNode called(McpClient client, String tool, String arguments) {
        JsonNode result = client.tool(tool, arguments);
        assertFalse(result.path("isError").asBoolean(), () -> tool + result);
        return result;
    }
}
