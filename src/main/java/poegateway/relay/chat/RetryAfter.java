package poegateway.relay.chat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import poegateway.core.Retry;

/**
 * The header {@code Retry-After}: seconds or an HTTP date.
 *
 * @param given whether Poe sent one
 * @param pause how long to wait; empty when it is missing, is neither form, or names a time that is over
 */
record RetryAfter(boolean given, Optional<Duration> pause) {
    static final RetryAfter MISSING = new RetryAfter(false, Optional.empty());

    private static final int DIGITS_LIMIT = 9;

    static RetryAfter read(Optional<String> header, InstantSource now) {
        return new RetryAfter(
                header.isPresent(),
                header.map(String::strip).flatMap(text -> isNumber(text) ? seconds(text) : date(text, now)));
    }

    /** Whether a limited request may be sent again: not after a wait that Poe named and nobody understands. */
    Retry retry() {
        return given && pause.isEmpty() ? Retry.NEVER : Retry.after(pause);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private static Optional<Duration> seconds(String digits) {
        return digits.length() > DIGITS_LIMIT
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static Optional<Duration> date(String text, InstantSource now) {
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now.instant(), until);
            return wait.isPositive() ? Optional.of(wait) : Optional.empty();
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
