package poegateway.core;

/**
 * What a model counted; Poe's own figures, which are estimates for many models.
 *
 * @param inputTokens tokens of the prompt
 * @param outputTokens tokens of the answer
 */
public record Usage(long inputTokens, long outputTokens) {}
