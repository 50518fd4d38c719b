package poegateway.mcp.tools.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.message.McpJson;
import poegateway.session.Session;
import poegateway.session.SessionJson;
import poegateway.session.Sessions;
import poegateway.wire.json.JsonWriter;

/** Tools that look at sessions, which are those of {@code /v1/sessions}. */
public final class SessionTools {
    private static final String TOOLSET = "sessions";
    private static final long LIMIT = 20;
    private static final long LIMIT_MAX = 500;

    private static final Declaration LIST = Declaration.listed(TOOLSET, """
            {"name": "list_sessions", "title": "List conversations",
             "description": "Conversations that the gateway remembers for this key, the one used last first. They end 60 minutes after their last turn. Free.",
             "inputSchema": {"type": "object", "properties": {
               "limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 20}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}
            """);
    private static final Declaration GET = Declaration.listed(TOOLSET, """
            {"name": "get_session", "title": "Read a conversation",
             "description": "The newest messages of a conversation, oldest first. Free.",
             "inputSchema": {"type": "object", "required": ["session_id"], "properties": {
               "session_id": {"type": "string"},
               "limit": {"type": "integer", "minimum": 1, "maximum": 500, "default": 20}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}
            """);
    private static final Declaration CLEAR = Declaration.listed(TOOLSET, """
            {"name": "clear_session", "title": "Forget a conversation",
             "description": "Forgets a conversation for good. Free.",
             "inputSchema": {"type": "object", "required": ["session_id"], "properties": {"session_id": {"type": "string"}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": true, "idempotentHint": true, "openWorldHint": false}}
            """);
    private static final Declaration FORK = Declaration.listed(TOOLSET, """
            {"name": "fork_session", "title": "Copy a conversation",
             "description": "Begins a new conversation with all turns of another one, or with its first ones. Free.",
             "inputSchema": {"type": "object", "required": ["session_id"], "properties": {
               "session_id": {"type": "string"},
               "turns": {"type": "integer", "minimum": 0, "description": "How many of its turns; all by default"}}},
             "annotations": {"readOnlyHint": false, "destructiveHint": false, "idempotentHint": false, "openWorldHint": false}}
            """);

    private final Sessions sessions;

    private SessionTools(Sessions sessions) {
        this.sessions = sessions;
    }

    /** All of them. */
    public static List<McpTool> of(Sessions sessions) {
        SessionTools tools = new SessionTools(sessions);
        return List.of(
                new PlainTool(LIST, tools::list),
                new PlainTool(GET, tools::get),
                new PlainTool(CLEAR, tools::clear),
                new PlainTool(FORK, tools::fork));
    }

    private ToolAnswer list(McpCall call, ToolArguments arguments) {
        long limit = limit(arguments);
        List<Session> all = sessions.all(owner(call));
        ObjectNode structured = McpJson.object();
        ArrayNode shown = structured.putArray("sessions");
        all.stream().limit(limit).forEach(session -> shown.add(summary(session)));
        return ToolAnswer.of(structured.put("total", all.size()));
    }

    private ToolAnswer get(McpCall call, ToolArguments arguments) {
        Session session = sessions.get(owner(call), id(arguments));
        ObjectNode structured = summary(session);
        JsonNode messages = read(json -> SessionJson.writeWhole(session, sessions.endOf(session), json))
                .path("messages");
        ArrayNode newest = structured.put("total", messages.size()).putArray("messages");
        long from = Math.max(0, messages.size() - limit(arguments));
        for (int i = Math.toIntExact(from); i < messages.size(); i++) {
            newest.add(messages.get(i));
        }
        return ToolAnswer.of(structured);
    }

    private ToolAnswer clear(McpCall call, ToolArguments arguments) {
        String id = id(arguments);
        sessions.remove(owner(call), id);
        return ToolAnswer.of(McpJson.object().put("cleared", true).put("session_id", id));
    }

    private ToolAnswer fork(McpCall call, ToolArguments arguments) {
        Integer turns = arguments
                .whole("turns", 0, Integer.MAX_VALUE)
                .map(Math::toIntExact)
                .orElse(null);
        return ToolAnswer.of(summary(sessions.fork(owner(call), id(arguments), turns)));
    }

    private ObjectNode summary(Session session) {
        ObjectNode summary = McpJson.object().put("session_id", session.id());
        JsonNode told = read(json -> SessionJson.write(session, sessions.endOf(session), json));
        return summary.put("bot", session.model())
                .put("turns", session.turns().size())
                .put("created", session.created().toString())
                .put("expires_at", sessions.endOf(session).toString())
                .put("bytes", told.path("bytes").asLong());
    }

    private static JsonNode read(Consumer<JsonWriter> written) {
        JsonWriter json = new JsonWriter();
        written.accept(json);
        return McpJson.read(new String(json.written().toByteArray(), StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static String owner(McpCall call) {
        return call.origin().caller().id();
    }

    private static String id(ToolArguments arguments) {
        return arguments.need("session_id", "id");
    }

    private static long limit(ToolArguments arguments) {
        return arguments.whole("limit", 1, LIMIT_MAX).orElse(LIMIT);
    }
}
