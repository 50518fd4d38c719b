package poegateway.mcp.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All that a server offers.
 *
 * @param info its name and version
 * @param instructions for the model that uses it
 * @param tasks answers that come later
 * @param changes tells when one of its lists is another one
 */
public record ServerFeatures(
        ObjectNode info,
        String instructions,
        OfferedTools tools,
        McpResources resources,
        McpPrompts prompts,
        McpCompletion completion,
        McpTasks tasks,
        Changes changes) {
    /** Whether there are any, so that clients are told to ask for them. */
    @SuppressWarnings("ReferenceEquality") // NONE is the one that stands for none
    public boolean hasResources() {
        return resources != McpResources.NONE;
    }

    /** Whether there are any, so that clients are told to ask for them. */
    @SuppressWarnings("ReferenceEquality") // NONE is the one that stands for none
    public boolean hasPrompts() {
        return prompts != McpPrompts.NONE;
    }

    /** Whether there may be any, so that clients are told so. */
    @SuppressWarnings("ReferenceEquality") // NONE is the one that stands for none
    public boolean hasTasks() {
        return tasks != McpTasks.NONE;
    }
}
