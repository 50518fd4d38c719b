package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.UnaryOperator;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.McpTool;
import poegateway.mcp.feature.ToolAnswer;

/**
 * A tool under a name that it has elsewhere: it answers, and is not listed.
 *
 * @param more what is added to the answer for clients of that name
 */
record OlderName(String name, McpTool tool, UnaryOperator<ToolAnswer> more) implements McpTool {
    OlderName(String name, McpTool tool) {
        this(name, tool, UnaryOperator.identity());
    }

    @Override
    public Declaration declaration() {
        ObjectNode json = tool.declaration().json().deepCopy();
        return new Declaration(json.put("name", name), Optional.empty());
    }

    @Override
    public ToolAnswer call(McpCall call) {
        return more.apply(tool.call(call));
    }
}
