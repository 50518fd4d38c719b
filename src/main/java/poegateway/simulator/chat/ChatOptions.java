package poegateway.simulator.chat;

import poegateway.simulator.answer.Manner;

/**
 * How a request wants its chat reply written.
 *
 * @param includeUsage whether a stream tells its usage
 */
public record ChatOptions(Manner.Shape shape, boolean includeUsage) {}
