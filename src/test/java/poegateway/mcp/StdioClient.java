package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import poegateway.app.Platform;
import poegateway.app.StdioGateway;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.mcp.message.McpJson;

/** A client at the two streams of a gateway in this process, which has a simulator of its own. */
final class StdioClient implements AutoCloseable {
    private static final String META = "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final Pipe toGateway = Pipe.open();
    private final Pipe toClient = Pipe.open();
    private final OutputStream out = Channels.newOutputStream(toGateway.sink());
    private final BufferedReader in = new BufferedReader(
            new InputStreamReader(Channels.newInputStream(toClient.source()), StandardCharsets.UTF_8));
    private final StdioGateway gateway;

    StdioClient(Path folder, String... settings) throws IOException {
        gateway = StdioGateway.of(
                config(folder, settings),
                Platform.real(),
                Channels.newInputStream(toGateway.source()),
                Channels.newOutputStream(toClient.sink()));
        gateway.start();
    }

    private static GatewayConfig config(Path folder, String... settings) {
        Map<String, String> flags = new java.util.HashMap<>(Map.of(
                "poe.source", "simulator", "simulator.pace", "0ms", "vault.folder", "vault", "log.requests", "false"));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            flags.put(parts[0], parts[1]);
        }
        return ConfigLoader.load(new ConfigSources(folder, Optional.empty(), Map.of(), flags))
                .config();
    }

    StdioGateway gateway() {
        return gateway;
    }

    /** Whatever it is, and the end of the line. */
    void write(byte... line) {
        try {
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void write(String line) {
        write(line.getBytes(StandardCharsets.UTF_8));
    }

    /** A request of the era without sessions. */
    void ask(int id, String method, String params) {
        ObjectNode all = McpJson.object(params);
        all.set("_meta", McpJson.object(META));
        send(id, method, all);
    }

    /** A request of a session. */
    void askInSession(int id, String method, String params) {
        send(id, method, McpJson.object(params));
    }

    private void send(int id, String method, ObjectNode params) {
        ObjectNode message =
                McpJson.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        message.set("params", params);
        write(McpJson.text(message));
    }

    void tell(String method, String params) {
        ObjectNode message = McpJson.object().put("jsonrpc", "2.0").put("method", method);
        message.set("params", McpJson.object(params));
        write(McpJson.text(message));
    }

    /** A call of ask_poe. */
    void askPoe(int id, String bot) {
        ask(id, "tools/call", "{\"name\":\"ask_poe\",\"arguments\":{\"bot\":\"" + bot + "\",\"prompt\":\"hello\"}}");
    }

    /** The next message. */
    JsonNode read() {
        try {
            String line = in.readLine();
            if (line == null) {
                throw new AssertionError("the gateway writes no more");
            }
            return McpJson.read(line).orElseThrow(() -> new AssertionError("no message: " + line));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** It writes no more. */
    void leave() throws IOException {
        out.close();
    }

    /** It reads no more. */
    void readNoMore() throws IOException {
        toClient.source().close();
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        out.close();
        in.close();
    }
}
