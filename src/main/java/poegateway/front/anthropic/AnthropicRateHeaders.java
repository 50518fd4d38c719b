package poegateway.front.anthropic;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import poegateway.guard.RateState;

/** The state of a limit in Anthropic's headers: what goes at once, of how much a minute, and when it is all there again. */
final class AnthropicRateHeaders {
    private AnthropicRateHeaders() {}

    static Map<String, String> of(RateState state, Instant now) {
        Instant full = now.plus(state.untilFull()).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        return Map.of(
                "anthropic-ratelimit-requests-limit", Integer.toString(state.perMinute()),
                "anthropic-ratelimit-requests-remaining", Long.toString(state.remaining()),
                "anthropic-ratelimit-requests-reset", full.toString());
    }
}
