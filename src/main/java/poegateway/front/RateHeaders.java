package poegateway.front;

import java.time.Duration;
import java.util.Map;
import poegateway.guard.RateState;

/** The state of a limit in OpenAI's headers: what goes at once, of how much a minute, and when it is all there again. */
final class RateHeaders {
    private RateHeaders() {}

    static Map<String, String> of(RateState state) {
        return Map.of(
                "x-ratelimit-limit-requests", Integer.toString(state.perMinute()),
                "x-ratelimit-remaining-requests", Long.toString(state.remaining()),
                "x-ratelimit-reset-requests", goStyle(state.untilFull()));
    }

    /** As Go prints durations, which is what OpenAI's clients read: {@code 120ms}, {@code 6.533s}. */
    private static String goStyle(Duration duration) {
        long millis = duration.plusNanos(999_999).toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        String seconds = Long.toString(millis / 1_000);
        long rest = millis % 1_000;
        return rest == 0
                ? seconds + "s"
                : seconds + "." + Long.toString(1_000 + rest).substring(1) + "s";
    }
}
