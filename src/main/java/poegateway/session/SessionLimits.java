package poegateway.session;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import poegateway.keep.StoreLimits;

/**
 * How much is kept of sessions, and how long.
 *
 * @param store weights are bytes; what requests under way hold is bounded by the weight of all once more
 * @param turns most turns of one session
 * @param queueLength most turns that wait for one session
 * @param queueWait how long each waits
 * @param guessable whether callers may choose names and list what there is now: not where all are one and reach it from afar
 */
public record SessionLimits(
        StoreLimits store, int turns, int queueLength, Duration queueWait, BooleanSupplier guessable) {}
