package poegateway.mcp.tools;

import poegateway.mcp.feature.McpTool;
import poegateway.mcp.message.McpJson;

/** Makes declarations of tools from their JSON. */
final class ToolText {
    private ToolText() {}

    /** One that is listed with a toolset. */
    static McpTool.Declaration of(String toolset, String json) {
        return new McpTool.Declaration(McpJson.object(json), java.util.Optional.of(toolset));
    }
}
