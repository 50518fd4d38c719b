package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Prompts that users may choose. */
public interface McpPrompts {
    /** As {@code prompts/list} has them. */
    List<ObjectNode> list();

    /**
     * One as {@code prompts/get} has it; empty where there is none of that name.
     *
     * @throws ToolException when an argument is missing
     */
    Optional<ObjectNode> get(String name, McpCall call);
}
