package poegateway.mcp.feature;

import java.util.function.Function;

/**
 * A tool that answers at once.
 *
 * @param answer does its work, as {@link McpTool#call}
 */
public record PlainTool(Declaration declaration, Function<McpCall, ToolAnswer> answer) implements McpTool {
    @Override
    public ToolAnswer call(McpCall call) {
        return answer.apply(call);
    }
}
