package poegateway.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.CostRefusal;
import poegateway.core.failure.Failure;
import poegateway.core.failure.Retry;

/**
 * Headers of the answer that tells of a failure in JSON, the same in every dialect: what would be taken instead, and whether
 * and after how long to send again. For that there are {@code Retry-After} in whole seconds, {@code retry-after-ms}, and
 * {@code x-should-retry}, which the SDKs of OpenAI and of Anthropic obey.
 */
public final class FailureHeaders {
    private static final int UPGRADE_REQUIRED = 426;
    private static final Duration WAIT_WHEN_UNTOLD = Duration.ofSeconds(5);
    private static final long MINUTE_MILLIS = 60_000;
    /** For longer waits: SDKs read milliseconds first, ignore more than a minute (the AI SDK a minute too), and come at once. */
    private static final long WAIT_MAX_MILLIS = MINUTE_MILLIS - 1;

    private FailureHeaders() {}

    /** Names are in lower case. */
    public static Map<String, String> of(Failure failure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("cache-control", "no-store");
        if (failure instanceof ClientFailure.MethodNotAllowed notAllowed) {
            headers.put("allow", String.join(", ", notAllowed.allowed()));
        }
        if (failure instanceof ClientFailure.UnsupportedContentEncoding) {
            headers.put("accept-encoding", "gzip, deflate");
        }
        if (failure.status() == UPGRADE_REQUIRED) {
            headers.put("upgrade", "HTTP/1.1"); // what to speak in place of what was asked for
            headers.put("connection", "upgrade");
        }
        headers.putAll(failure instanceof CostRefusal.DayTooDear spent ? nextDay(spent) : retry(failure));
        return headers;
    }

    /** No client waits for so long. */
    private static Map<String, String> nextDay(CostRefusal.DayTooDear spent) {
        return Map.of("retry-after", Long.toString(seconds(spent.untilRoom().toMillis())), "x-should-retry", "false");
    }

    private static Map<String, String> retry(Failure failure) {
        return switch (failure.retry()) {
            case Retry.IfUnsent unsent -> Map.of("x-should-retry", "true");
            case Retry.Never never ->
                failure.status() == 429 ? waitFor(WAIT_WHEN_UNTOLD) : Map.of("x-should-retry", "false");
            case Retry.After after ->
                after.atLeast().isPresent() || failure.status() == 429 || failure.status() == 503
                        ? waitFor(longer(after.atLeast().orElse(WAIT_WHEN_UNTOLD), leastWait(failure)))
                        : Map.of();
        };
    }

    /** A wait of our own is known to the millisecond; Poe's is in whole seconds, and 0 would be a hammer. */
    private static Duration leastWait(Failure failure) {
        return failure instanceof ClientFailure.Throttled ? Duration.ZERO : Duration.ofSeconds(1);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Map<String, String> waitFor(Duration wait) {
        long whole = Math.max(1, wait.plusNanos(999_999).toMillis());
        long millis = whole > MINUTE_MILLIS ? WAIT_MAX_MILLIS : whole;
        return Map.of("retry-after", Long.toString(seconds(whole)), "retry-after-ms", Long.toString(millis));
    }

    /** Rounded up: who comes too early is refused again. */
    private static long seconds(long millis) {
        return Math.ceilDiv(millis, 1_000L);
    }
}
