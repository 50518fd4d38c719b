package poegateway.wire.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * One JSON value as it stands in a larger text: a part of an array that nobody changes, without blanks around it. It is not
 * decoded, so whoever writes it out again loses nothing. Immutable; equal are those of the same bytes.
 */
public final class JsonSlice extends RawJson {
    public static final JsonSlice NULL = of("null");

    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    /**
     * @param source holds valid JSON from offset {@code from} to before {@code to}
     */
    public JsonSlice(byte[] source, int from, int to) {
        super(source, from, to);
    }

    /** The value that a text holds. */
    public static JsonSlice of(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new JsonSlice(bytes, 0, bytes.length);
    }

    public boolean isNull() {
        return source[from] == 'n';
    }

    public boolean isString() {
        return source[from] == '"';
    }

    public boolean isNumber() {
        return source[from] == '-' || (source[from] >= '0' && source[from] <= '9');
    }

    /**
     * The number, where its value is a whole one, however it is written: {@code 5}, {@code 5.0} and {@code 0.5e1} are the same. One that
     * no long holds counts as the nearest that does; empty where it is no whole number.
     */
    public OptionalLong whole() {
        if (!isNumber()) {
            return OptionalLong.empty();
        }
        try {
            BigDecimal value = new BigDecimal(raw());
            boolean isWhole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
            return isWhole ? OptionalLong.of(value.min(LONG_MAX).max(LONG_MIN).longValue()) : OptionalLong.empty();
        } catch (NumberFormatException exponentOfTooManyDigits) {
            return OptionalLong.empty();
        }
    }

    /**
     * The number, where it is written as a whole one that is not negative; -1 where it is none.
     *
     * @param digitsMost up to 18; one of more counts as none
     */
    public long wholeNumber(int digitsMost) {
        long number = 0;
        for (int at = from; at < to; at++) {
            if (source[at] < '0' || source[at] > '9' || at - from >= digitsMost) {
                return -1;
            }
            number = 10 * number + source[at] - '0';
        }
        return number;
    }

    public boolean isObject() {
        return source[from] == '{';
    }

    public boolean isArray() {
        return source[from] == '[';
    }

    /** What stands between the quotes of a string. */
    public JsonText text() {
        if (!isString()) {
            throw new IllegalStateException("no string");
        }
        return new JsonText(source, from + 1, to - 1);
    }

    /** The same in an array of its own, which keeps no larger text alive. */
    public JsonSlice detached() {
        return length() == source.length ? this : new JsonSlice(Arrays.copyOfRange(source, from, to), 0, length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonSlice that && hasBytesOf(that);
    }

    /** The JSON itself: it may hold what a caller wrote, so it must not be logged. */
    @Override
    public String toString() {
        return raw();
    }
}
