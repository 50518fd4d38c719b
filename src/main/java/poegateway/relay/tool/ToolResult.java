package poegateway.relay.tool;

import poegateway.conversation.ToolTurns;

/**
 * What one call of a tool gave.
 *
 * @param text for the model; a failure is said in words
 */
public record ToolResult(String text, ToolTurns.Run run) {}
