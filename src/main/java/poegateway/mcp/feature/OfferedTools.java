package poegateway.mcp.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import poegateway.core.Caller;

/** All tools, in the order in which they are listed. */
public final class OfferedTools {
    private final Map<String, McpTool> tools = new LinkedHashMap<>();

    /**
     * All of them.
     *
     * @throws IllegalArgumentException when two have one name
     */
    public OfferedTools(List<? extends McpTool> all) {
        for (McpTool tool : all) {
            if (tools.put(tool.declaration().name(), tool) != null) {
                throw new IllegalArgumentException(
                        "two tools are called " + tool.declaration().name());
            }
        }
    }

    /** What a client of that caller's wants to see. */
    public List<McpTool.Declaration> listed(ToolFilter filter, Caller caller) {
        return tools.values().stream()
                .filter(tool -> tool.isShownTo(caller))
                .map(McpTool::declaration)
                .filter(filter::lists)
                .toList();
    }

    /** The tool of that name, listed or not. */
    public Optional<McpTool> find(String name, ToolFilter filter) {
        return Optional.ofNullable(tools.get(name)).filter(tool -> filter.allows(tool.declaration()));
    }

    /** Names of all toolsets. */
    public Set<String> toolsets() {
        return tools.values().stream()
                .flatMap(tool -> tool.declaration().toolset().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
