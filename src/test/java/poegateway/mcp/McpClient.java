package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import poegateway.app.Gateway;
import poegateway.mcp.message.McpJson;
import poegateway.rig.Reply;
import poegateway.rig.Rig;

/** A client of either era. */
final class McpClient {
    static final String BOTH = "application/json, text/event-stream";

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String VERSION = "2026-07-28";

    private final Rig rig;
    private String url;
    private final Optional<String> session;
    private final Map<String, String> headers;
    private ObjectNode meta = McpJson.object();

    private McpClient(Rig rig, Optional<String> session, Map<String, String> headers) {
        this.rig = rig;
        this.url = rig.gateway().url().toString();
        this.session = session;
        this.headers = headers;
    }

    /** One with a session of its own. */
    static McpClient inSession(Rig rig, String... headers) {
        McpClient beginner = new McpClient(rig, Optional.empty(), pairs(headers));
        ObjectNode params = McpJson.object("{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"elicitation\":{}},"
                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}");
        Reply reply = rig.read(beginner.call(1, "initialize", params));
        return new McpClient(rig, Optional.of(reply.header("mcp-session-id")), pairs(headers));
    }

    /** One whose requests stand alone. */
    static McpClient stateless(Rig rig, String... headers) {
        McpClient client = new McpClient(rig, Optional.empty(), pairs(headers));
        client.meta.put("io.modelcontextprotocol/protocolVersion", VERSION);
        client.meta.putObject("io.modelcontextprotocol/clientCapabilities");
        return client;
    }

    static List<McpClient> ofBothEras(Rig rig) {
        return List.of(inSession(rig), stateless(rig));
    }

    private static Map<String, String> pairs(String... headers) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            pairs.put(headers[i], headers[i + 1]);
        }
        return pairs;
    }

    String session() {
        return session.orElseThrow();
    }

    /** From now on it talks to another gateway. */
    McpClient at(Gateway other) {
        url = other.url().toString();
        return this;
    }

    /** From now on it takes tasks in place of answers. */
    McpClient withTasks() {
        meta.withObject("/io.modelcontextprotocol~1clientCapabilities")
                .putObject("extensions")
                .putObject("io.modelcontextprotocol/tasks");
        return this;
    }

    /** From now on it can ask its user. */
    McpClient withElicitation() {
        meta.withObject("/io.modelcontextprotocol~1clientCapabilities").putObject("elicitation");
        return this;
    }

    /** From now on it wants to know how far the work is. */
    McpClient withProgress() {
        meta.put("progressToken", "t");
        return this;
    }

    /** A tool's result. */
    JsonNode tool(String name, String arguments) {
        return result(callTool(name, arguments));
    }

    /** The same, not sent yet. */
    Call callTool(String name, String arguments) {
        ObjectNode params = McpJson.object().put("name", name);
        params.set("arguments", McpJson.object(arguments));
        return call(3, "tools/call", params);
    }

    JsonNode result(Call call) {
        Reply reply = rig.read(call);
        JsonNode message = answer(reply);
        if (!message.has("result")) {
            throw new AssertionError("no result: " + reply.status() + " " + reply.body());
        }
        return message.path("result");
    }

    /** A result. */
    JsonNode ask(String method, String params) {
        return result(call(2, method, McpJson.object(params)));
    }

    Reply reply(String method, String params) {
        return rig.read(call(2, method, McpJson.object(params)));
    }

    /** The last message of an answer, streamed or not. */
    static JsonNode answer(Reply reply) {
        return messages(reply).getLast();
    }

    /** All messages of an answer. */
    static List<JsonNode> messages(Reply reply) {
        if (!reply.header("content-type").startsWith("text/event-stream")) {
            return List.of(reply.json());
        }
        List<JsonNode> messages = new ArrayList<>();
        for (String line : reply.body().split("\n")) {
            if (line.startsWith("data: ")) {
                messages.add(McpJson.read(line.substring("data: ".length())).orElseThrow());
            }
        }
        return messages;
    }

    Call call(int id, String method, ObjectNode params) {
        ObjectNode message =
                McpJson.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        ObjectNode all = params.deepCopy();
        if (!meta.isEmpty()) {
            all.set("_meta", meta);
        }
        message.set("params", all);
        Request.Builder request = request(McpJson.text(message));
        if (session.isEmpty() && !meta.isEmpty()) {
            request.header("mcp-protocol-version", VERSION).header("mcp-method", method);
            for (String named : List.of("name", "uri", "taskId")) {
                if (params.path(named).isTextual()) {
                    request.header("mcp-name", params.path(named).asText());
                }
            }
        }
        return rig.caller().newCall(request.build());
    }

    /** A message that gets no answer. */
    Reply tell(String method, String params) {
        ObjectNode message = McpJson.object().put("jsonrpc", "2.0").put("method", method);
        message.set("params", McpJson.object(params));
        return rig.read(rig.caller().newCall(request(McpJson.text(message)).build()));
    }

    /** Answers what the server asked; the status of that. */
    int answer(JsonNode id, String result) {
        ObjectNode message = McpJson.object().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("result", McpJson.object(result));
        return rig.read(rig.caller().newCall(request(McpJson.text(message)).build()))
                .status();
    }

    /** The stream on which a session is told what changes. */
    Call changes() {
        Request.Builder request = new Request.Builder().url(url + "/mcp").header("accept", "text/event-stream");
        session.ifPresent(id -> request.header("mcp-session-id", id));
        headers.forEach(request::header);
        return rig.caller().newCall(request.build());
    }

    /** Any body. */
    Request.Builder request(String body) {
        Request.Builder request = new Request.Builder()
                .url(url + "/mcp")
                .post(RequestBody.create(body, JSON))
                .header("accept", BOTH);
        session.ifPresent(id -> request.header("mcp-session-id", id));
        headers.forEach(request::header);
        return request;
    }
}
