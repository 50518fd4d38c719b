package poegateway.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Ticker;
import poegateway.front.stdio.StdioCalls;
import poegateway.front.stdio.StdioServer;
import poegateway.mcp.conformance.ConformanceFeatures;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.session.McpSessions;
import poegateway.meter.Meter;
import poegateway.rig.Eventually;

/** A server that offers all that there is. */
@Timeout(30)
class StdioServerTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final long LINE_BYTES_MAX = 1_000_000;

    private StdioServer server;
    private OutputStream out;
    private BufferedReader in;

    @BeforeEach
    void start() throws Exception {
        Pipe toServer = Pipe.open();
        Pipe toClient = Pipe.open();
        out = Channels.newOutputStream(toServer.sink());
        in = new BufferedReader(
                new InputStreamReader(Channels.newInputStream(toClient.source()), StandardCharsets.UTF_8));
        McpEndpoint endpoint = new McpEndpoint(
                ConformanceFeatures.all(),
                new McpSessions(new Ticker(() -> 0), new Random(1)),
                new RequestState(new byte[32], InstantSource.system()));
        StdioCalls.Dependencies dependencies = new StdioCalls.Dependencies(
                endpoint,
                new Meter(),
                () -> 0,
                () -> "req-1",
                Caller.anybody(new Account("default", Optional.empty(), false)),
                new ToolFilter(Set.of(ToolFilter.DEFAULT), Set.of(), false));
        server = new StdioServer(
                dependencies,
                LINE_BYTES_MAX,
                Channels.newInputStream(toServer.source()),
                Channels.newOutputStream(toClient.sink()));
        server.start();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        out.close();
        in.close();
    }

    private void write(String message) throws Exception {
        out.write((message + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private JsonNode read() throws Exception {
        return McpJson.read(in.readLine()).orElseThrow();
    }

    @Test
    void whoeverListensIsToldChangesAndThenThatItIsOver() throws Exception {
        write("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"subscriptions/listen\",\"params\":{"
                + "\"notifications\":{\"toolsListChanged\":true}," + META + "}}");
        assertEquals(
                "notifications/subscriptions/acknowledged",
                read().path("method").asText());
        write("{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"tools/call\",\"params\":{"
                + "\"name\":\"test_trigger_tool_change\"," + META + "}}");
        Set<String> told = new HashSet<>();
        told.add(read().path("method").asText("answer"));
        told.add(read().path("method").asText("answer"));
        assertEquals(Set.of("answer", "notifications/tools/list_changed"), told);
        Eventually.holds(Duration.ofSeconds(5), () -> server.open() == 0, () -> "a call is under way");
        server.refuseNew();
        JsonNode last = read();
        assertEquals("a", last.path("id").asText());
        assertTrue(last.has("result"), last::toString);
        write("{\"jsonrpc\":\"2.0\",\"id\":\"c\",\"method\":\"tools/list\",\"params\":{" + META + "}}");
        assertEquals(-32000, read().at("/error/code").asInt());
    }

    @Test
    void theClientIsAskedInItsSession() throws Exception {
        write("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                + "\"capabilities\":{\"elicitation\":{}},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}");
        assertTrue(read().has("result"));
        write("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"test_elicitation\","
                + "\"arguments\":{\"message\":\"who?\"}}}");
        JsonNode question = read();
        assertEquals("elicitation/create", question.path("method").asText());
        write("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id")
                + ",\"result\":{\"action\":\"accept\",\"content\":{\"username\":\"ann\",\"email\":\"a@b\"}}}");
        JsonNode answer = read();
        assertTrue(answer.at("/result/content/0/text").asText().contains("ann"), answer::toString);
    }

    @Test
    void whoeverWantsToBeToldIsTold() throws Exception {
        write(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"test_tool_with_progress\","
                        + META.replace("{\"io", "{\"progressToken\":7,\"io") + "}}");
        for (int percent = 0; percent <= 100; percent += 50) {
            assertEquals(percent, read().at("/params/progress").asInt());
        }
        assertTrue(read().has("result"));
    }
}
