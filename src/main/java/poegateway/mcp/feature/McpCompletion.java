package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Proposes values for an argument of a prompt, or of the address of a resource, while the user types. */
@FunctionalInterface
public interface McpCompletion {
    /**
     * Values, best first.
     *
     * @param reference the prompt or the resource
     * @param argument its name
     * @param begun what was typed
     */
    List<String> complete(ObjectNode reference, String argument, String begun, McpOrigin origin);
}
