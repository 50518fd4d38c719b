package poegateway.mcp.tools.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.PlainTool;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.message.McpJson;

/** Tools that tell how the gateway is. */
public final class ServerTools {
    private static final String TOOLSET = "server";

    private static final Declaration INFO = Declaration.listed(TOOLSET, """
            {"name": "get_server_info", "title": "About the gateway",
             "description": "Version of the gateway, what it can do, and its limits. Free.",
             "inputSchema": {"type": "object", "properties": {}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}
            """);
    private static final Declaration HEALTH = Declaration.listed(TOOLSET, """
            {"name": "health_check", "title": "Health of the gateway",
             "description": "Whether the gateway and what it depends on are healthy, and what is in progress. Does not ask Poe. Free.",
             "inputSchema": {"type": "object", "properties": {
               "verbose": {"type": "boolean", "description": "With a sentence for each part"}}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}
            """);

    private static final List<String> FEATURES = List.of(
            "openai_chat",
            "openai_responses",
            "anthropic_messages",
            "bot_protocol",
            "tools",
            "sessions",
            "jobs",
            "images",
            "videos",
            "audio",
            "files");

    private final ServerState state;
    private final List<String> versions;

    private ServerTools(ServerState state, List<String> versions) {
        this.state = state;
        this.versions = List.copyOf(versions);
    }

    /**
     * All of them.
     *
     * @param versions of the protocol that are spoken
     */
    public static List<McpTool> of(ServerState state, List<String> versions) {
        ServerTools tools = new ServerTools(state, versions);
        return List.of(new PlainTool(INFO, tools::info), new PlainTool(HEALTH, tools::health));
    }

    private ToolAnswer info(McpCall call, ToolArguments arguments) {
        ObjectNode info = McpJson.object().put("name", "poe-gateway").put("version", state.version());
        versions.forEach(info.putArray("protocol_versions")::add);
        ObjectNode features = info.putObject("features");
        FEATURES.forEach(name -> features.put(name, true));
        ObjectNode limits = info.putObject("limits");
        state.limits().forEach(limits::put);
        return ToolAnswer.of(info.put("upstream", state.upstream()));
    }

    private ToolAnswer health(McpCall call, ToolArguments arguments) {
        boolean verbose = arguments.flag("verbose").orElse(false);
        List<ServerState.Part> parts = state.parts();
        boolean well = parts.stream().allMatch(ServerState.Part::ok);
        ObjectNode health = McpJson.object()
                .put("status", well ? "ok" : "degraded")
                .put("version", state.version())
                .put("upstream", state.upstream())
                .put("uptime_s", state.uptimeSeconds())
                .put("sessions_in_use", state.turns())
                .put("jobs", state.jobs());
        ArrayNode told = health.putArray("parts");
        parts.forEach(part -> {
            ObjectNode one = told.addObject().put("name", part.name()).put("status", part.ok() ? "ok" : "degraded");
            if (verbose) {
                one.put("detail", part.detail());
            }
        });
        return ToolAnswer.of(health);
    }
}
