package poegateway.simulator.chat;

/**
 * How a request wants its chat reply written.
 *
 * @param includeUsage whether a stream tells its usage
 */
public record ChatOptions(Manner.Shape shape, boolean includeUsage) {}
