package poegateway.dialect.poe;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.core.failure.Retry;

/**
 * The header {@code Retry-After}: seconds or an HTTP date.
 *
 * @param given whether Poe sent one
 * @param pause how long to wait; empty when it is missing, is neither form, or names a time that is over
 */
record RetryAfter(boolean given, Optional<Duration> pause) {
    static final RetryAfter MISSING = new RetryAfter(false, Optional.empty());

    /** What is longer is as good as never, and still a wait that was understood. */
    private static final int SECONDS_MAX = 999_999_999;

    private static final int DIGITS_MAX = 9;
    private static final Pattern SECONDS = Pattern.compile("0*(\\d+)(\\.\\d{1,9})?");
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
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
        if (number.group(1).length() > DIGITS_MAX) {
            return Optional.of(Duration.ofSeconds(SECONDS_MAX));
        }
        boolean fraction = number.group(2) != null && !number.group(2).matches("\\.0+");
        return Optional.of(Duration.ofSeconds(Long.parseLong(number.group(1)) + (fraction ? 1 : 0)));
    }

    private static Optional<Duration> date(String text, InstantSource now) {
        return instant(text, now.instant())
                .map(until -> Duration.between(now.instant(), until))
                .filter(Duration::isPositive);
    }

    /** The three forms that HTTP knows; the two old ones are of GMT without saying so, or have two digits of the year. */
    private static Optional<Instant> instant(String text, Instant now) {
        for (DateTimeFormatter form : List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(now), ASCTIME)) {
            try {
                return Optional.of(form.parse(text, Instant::from));
            } catch (DateTimeException otherForm) {
                // Perhaps it is of the next form.
            }
        }
        return Optional.empty();
    }

    /** A year of two digits is never more than 50 years ahead. */
    private static DateTimeFormatter rfc850(Instant now) {
        LocalDate base = LocalDate.ofInstant(now, ZoneOffset.UTC).minusYears(49);
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, base)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }
}
