package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * All that a server offers. Clients are told of what is there, and what is not has no methods.
 *
 * @param info its name and version
 * @param instructions for the model that uses it
 * @param tasks answers that come later, in the era without sessions
 * @param changes tells when one of its lists is another one; absent where none ever is
 * @param logs whether its tools tell clients what they do
 */
public record ServerFeatures(
        ObjectNode info,
        String instructions,
        OfferedTools tools,
        Optional<McpResources> resources,
        Optional<McpPrompts> prompts,
        Optional<McpCompletion> completion,
        Optional<McpTasks> tasks,
        Optional<Changes> changes,
        boolean logs) {}
