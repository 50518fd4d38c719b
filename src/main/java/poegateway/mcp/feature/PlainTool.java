package poegateway.mcp.feature;

/**
 * A tool that answers at once.
 *
 * @param work what it does
 */
public record PlainTool(Declaration declaration, Work work) implements McpTool {
    /** Does the work of a tool, as {@link McpTool#call} says. */
    @FunctionalInterface
    public interface Work {
        ToolAnswer answer(McpCall call, ToolArguments arguments);
    }

    @Override
    public ToolAnswer call(McpCall call) {
        return work.answer(call, new ToolArguments(call.arguments()));
    }
}
