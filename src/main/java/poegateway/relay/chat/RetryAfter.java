package poegateway.relay.chat;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.core.Retry;

/**
 * The header {@code Retry-After}: seconds or an HTTP date.
 *
 * @param given whether Poe sent one
 * @param pause how long to wait; empty when it is missing, is neither form, or names a time that is over
 */
record RetryAfter(boolean given, Optional<Duration> pause) {
    static final RetryAfter MISSING = new RetryAfter(false, Optional.empty());

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(\\.\\d{1,9})?");
    private static final Pattern NUMBER = Pattern.compile("[0-9.]+");

    static RetryAfter read(Optional<String> header, InstantSource now) {
        return new RetryAfter(
                header.isPresent(),
                header.map(String::strip)
                        .flatMap(text -> NUMBER.matcher(text).matches() ? seconds(text) : date(text, now)));
    }

    /** Whether a limited request may be sent again: not after a wait that Poe named and nobody understands. */
    Retry retry() {
        return given && pause.isEmpty() ? Retry.NEVER : Retry.after(pause);
    }

    /** Fractions are no part of HTTP but are sent; rounded up, since coming early costs another refusal. */
    private static Optional<Duration> seconds(String text) {
        Matcher number = SECONDS.matcher(text);
        if (!number.matches()) {
            return Optional.empty();
        }
        boolean fraction = number.group(2) != null && !number.group(2).matches("\\.0+");
        return Optional.of(Duration.ofSeconds(Long.parseLong(number.group(1)) + (fraction ? 1 : 0)));
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
