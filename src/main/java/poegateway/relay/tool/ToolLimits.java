package poegateway.relay.tool;

import java.time.Duration;

/**
 * How far tools go.
 *
 * @param rounds most answers of a model that call tools, in one request
 * @param callsAtOnce most calls that are run of one answer
 * @param timeout of each call
 * @param resultBytes most bytes of what one gives
 */
public record ToolLimits(int rounds, int callsAtOnce, Duration timeout, long resultBytes) {}
