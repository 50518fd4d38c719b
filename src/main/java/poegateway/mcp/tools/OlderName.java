package poegateway.mcp.tools;

import java.util.Optional;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;

/** A tool under a name that it has elsewhere: it answers, and is not listed. */
record OlderName(String name, McpTool tool) implements McpTool {
    @Override
    public Declaration declaration() {
        return new Declaration(tool.declaration().json().deepCopy().put("name", name), Optional.empty());
    }

    @Override
    public ToolAnswer call(McpCall call) {
        return tool.call(call);
    }
}
