package poegateway.mcp.feature;

import java.util.Set;

/**
 * Which tools a client wants to see.
 *
 * @param toolsets all tools of these; {@code all} is every one
 * @param names these too
 * @param readOnly only those that change and cost nothing, whatever else is said
 */
public record ToolFilter(Set<String> toolsets, Set<String> names, boolean readOnly) {
    /** The toolset of those that most clients want. */
    public static final String DEFAULT = "default";

    private static final String ALL = "all";

    public ToolFilter {
        toolsets = Set.copyOf(toolsets);
        names = Set.copyOf(names);
    }

    /** Whether a tool is listed. */
    boolean lists(McpTool.Declaration tool) {
        return allows(tool)
                && (names.contains(tool.name())
                        || tool.toolset()
                                .filter(set -> toolsets.contains(set) || toolsets.contains(ALL))
                                .isPresent());
    }

    /** Whether a tool may be called. */
    boolean allows(McpTool.Declaration tool) {
        return !readOnly || tool.readOnly();
    }
}
