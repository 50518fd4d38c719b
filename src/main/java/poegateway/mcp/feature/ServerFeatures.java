package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All that a server offers.
 *
 * @param info its name and version
 * @param instructions for the model that uses it
 * @param changes tells when one of its lists is another one
 */
public record ServerFeatures(
        ObjectNode info,
        String instructions,
        OfferedTools tools,
        McpResources resources,
        McpPrompts prompts,
        McpCompletion completion,
        Changes changes) {}
