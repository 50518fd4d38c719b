package poegateway.guard;

import java.time.Duration;

/**
 * How a limit stands.
 *
 * @param perMinute the limit, in requests a minute
 * @param remaining requests that would go at once, without waiting for their turn
 * @param untilFull until as many would go at once as ever do
 */
public record RateState(int perMinute, long remaining, Duration untilFull) {}
