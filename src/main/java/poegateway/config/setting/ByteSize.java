package poegateway.config.setting;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or data, at least 0.
 *
 * @param bytes the amount
 */
public record ByteSize(long bytes) {
    private static final long KIB = 1024;
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB"};
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(B|KiB|MiB|GiB)");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("must be at least 0 bytes, is " + bytes);
        }
    }

    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, KIB * KIB));
    }

    /**
     * Reads a form such as {@code 32MiB}.
     *
     * @throws IllegalArgumentException for any other form
     * @throws ArithmeticException for 8 EiB or more
     */
    public static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a whole number with B, KiB, MiB or GiB");
        }
        long bytes = Long.parseLong(matcher.group(1));
        for (String unit : UNITS) {
            if (unit.equals(matcher.group(2))) {
                break;
            }
            bytes = Math.multiplyExact(bytes, KIB);
        }
        return new ByteSize(bytes);
    }

    /** In the largest unit that loses nothing, such as {@code 32MiB}; readable by {@link #parse}. */
    @Override
    public String toString() {
        long amount = bytes;
        int unit = 0;
        while (unit < UNITS.length - 1 && amount != 0 && amount % KIB == 0) {
            amount /= KIB;
            unit++;
        }
        return amount + UNITS[unit];
    }
}
