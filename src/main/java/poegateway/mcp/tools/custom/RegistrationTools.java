package poegateway.mcp.tools.custom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.ToolCall;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.McpTool.Declaration;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.feature.ToolArguments;
import poegateway.mcp.feature.ToolException;
import poegateway.mcp.message.McpJson;
import poegateway.relay.tool.GatewayTool;
import poegateway.relay.tool.OfferedTool;
import poegateway.relay.tool.RunningTools;
import poegateway.relay.tool.ToolRegistrations;
import poegateway.relay.tool.ToolResult;
import poegateway.relay.tool.ToolRunner;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Registers webhooks as tools that models may call through {@code ask_poe_with_tools}, and over {@code x-poe-gateway-tools}. */
public final class RegistrationTools {
    private static final String TOOLSET = "admin";
    private static final String CHANGES =
            "\"annotations\": {\"readOnlyHint\": false, \"destructiveHint\": true, \"idempotentHint\": true, "
                    + "\"openWorldHint\": true}}";

    private static final Declaration REGISTER = Declaration.listed(TOOLSET, """
            {"name": "register_custom_tool", "title": "Register a tool",
             "description": "Registers a webhook as a tool that models may call. Its arguments are sent to the url, which must be on a host that the operator allows. No code is run.",
             "inputSchema": {"type": "object", "required": ["name", "description", "parameters", "url"], "properties": {
               "name": {"type": "string"},
               "description": {"type": "string"},
               "parameters": {"type": "object", "description": "JSON Schema of the arguments"},
               "url": {"type": "string"},
               "method": {"type": "string", "enum": ["get", "post", "put", "patch", "delete"], "default": "post"},
               "body": {"description": "What is sent, with places for arguments; all arguments by default"},
               "secret": {"type": "string", "description": "Name of a secret in the gateway's settings"}}},
            """ + CHANGES);
    private static final Declaration LIST = Declaration.listed(TOOLSET, """
            {"name": "list_custom_tools", "title": "List registered tools",
             "description": "Tools that were registered while the gateway runs.",
             "inputSchema": {"type": "object", "properties": {}},
             "annotations": {"readOnlyHint": true, "openWorldHint": false}}
            """);
    private static final Declaration TEST = Declaration.listed(TOOLSET, """
            {"name": "test_custom_tool", "title": "Try a registered tool",
             "description": "Runs a registered tool as a model would, and returns what the model would be told.",
             "inputSchema": {"type": "object", "required": ["name"], "properties": {
               "name": {"type": "string"},
               "arguments": {"type": "object"}}},
            """ + CHANGES);
    private static final Declaration DELETE = Declaration.listed(TOOLSET, """
            {"name": "delete_custom_tool", "title": "Forget a registered tool",
             "description": "Removes a registered tool for good.",
             "inputSchema": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
            """ + CHANGES);

    private final ToolRegistrations registered;
    private final RunningTools running;

    private RegistrationTools(ToolRegistrations registered, RunningTools running) {
        this.registered = registered;
        this.running = running;
    }

    /** All of them; {@code running} counts the calls that try a tool. */
    public static List<McpTool> of(ToolRegistrations registered, RunningTools running) {
        RegistrationTools tools = new RegistrationTools(registered, running);
        return List.of(
                new AdminTool(REGISTER, tools::register),
                new AdminTool(LIST, tools::list),
                new AdminTool(TEST, tools::test),
                new AdminTool(DELETE, tools::delete));
    }

    private ToolAnswer register(McpCall call, ToolArguments arguments) {
        ObjectNode given = call.arguments();
        arguments.ignore("http"); // its members are read below
        if (!given.has("url") && !given.path("http").isObject()) {
            throw new ToolException(
                    "'url' is missing. Code, as in 'implementation', is never run here: let a server of your own answer"
                            + " at an address on a host that the operator allows, and give that as 'url'.");
        }
        ObjectNode definition = McpJson.object();
        for (String member : List.of("url", "method", "body", "secret")) {
            if (given.path("http").has(member)) {
                definition.set(member, given.path("http").path(member));
            }
        }
        for (String member : List.of("name", "description", "parameters", "url", "method", "body", "secret")) {
            if (given.hasNonNull(member)) {
                definition.set(member, given.path(member));
            }
        }
        GatewayTool tool = registered.register(call.origin().caller(), JsonSlice.of(McpJson.text(definition)));
        return ToolAnswer.of(told(tool));
    }

    private ToolAnswer list(McpCall call, ToolArguments arguments) {
        ObjectNode structured = McpJson.object().put("enabled", registered.enabled());
        ArrayNode tools = structured.putArray("tools");
        registered.all().forEach(tool -> tools.add(told(tool)));
        return ToolAnswer.of(structured);
    }

    private ToolAnswer test(McpCall call, ToolArguments arguments) {
        String name = arguments.need("name");
        GatewayTool tool = registered
                .find(name)
                .orElseThrow(() -> new ToolException(
                        "No tool of that name was registered; list_custom_tools has those that were."));
        String given = McpJson.text(arguments.object("arguments").orElseGet(McpJson::object));
        ToolCall one =
                new ToolCall(JsonText.of("test"), JsonText.of(name), JsonText.of(given), Extras.none(Dialect.CHAT));
        ToolRunner runner = new ToolRunner(
                Map.of(name, new OfferedTool(tool)), running, call.origin().caller(), call.cancellation());
        ToolResult result = runner.run(List.of(one)).getFirst();
        return ToolAnswer.of(McpJson.object()
                .put("result", result.text())
                .put("is_error", result.run().failed())
                .put("ms", result.run().took().toMillis()));
    }

    private ToolAnswer delete(McpCall call, ToolArguments arguments) {
        String name = arguments.need("name");
        registered.remove(call.origin().caller(), name);
        return ToolAnswer.of(McpJson.object().put("deleted", true).put("name", name));
    }

    private static ObjectNode told(GatewayTool tool) {
        ObjectNode told = McpJson.object().put("name", tool.name()).put("description", tool.description());
        McpJson.read(tool.parameters().toString()).ifPresent(schema -> told.set("parameters", schema));
        return told;
    }
}
