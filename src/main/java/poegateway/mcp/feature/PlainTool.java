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
        ToolArguments arguments = new ToolArguments(call.arguments());
        ToolAnswer answer = work.answer(call, arguments);
        return answer.ignoring(arguments.unknown(declaration));
    }
}
