package poegateway.wire.json;

/**
 * Half a surrogate pair, escaped, in the name of a member. JSON allows it and so do other parsers; Jackson refuses it in names,
 * though not in values. Where Jackson reads a text to say what is wrong with it, it reads a copy of the same length in which such names
 * are other ones.
 */
final class LoneSurrogates {
    private static final int ESCAPE_BYTES = 6;
    private static final int FIRST_HIGH = 0xD800;
    private static final int FIRST_LOW = 0xDC00;
    private static final int AFTER_LAST_LOW = 0xE000;
    private static final int NONE = -1;

    private LoneSurrogates() {}

    /**
     * The same bytes if no name holds one; else a copy of the array with each moved to a character of its own in the area for
     * private use, so that names that differ go on to differ.
     *
     * @param from offset of the text in the array
     * @param to offset after it
     */
    static byte[] masked(byte[] source, int from, int to) {
        byte[] masked = source;
        int at = from;
        while (at < to) {
            if (source[at] != '"') {
                at++;
                continue;
            }
            int end = endOfString(source, at, to);
            if (isName(source, end, to)) {
                masked = maskedName(source, masked, at + 1, end);
            }
            at = end;
        }
        return masked;
    }

    private static int endOfString(byte[] source, int start, int to) {
        int at = start + 1;
        while (at < to && source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, to);
    }

    private static boolean isName(byte[] source, int end, int to) {
        int at = end;
        while (at < to && Json.isBlank(source[at])) {
            at++;
        }
        return at < to && source[at] == ':';
    }

    private static byte[] maskedName(byte[] source, byte[] masked, int from, int to) {
        byte[] copy = masked;
        int at = from;
        while (at < to) {
            int unit = escaped(source, at, to);
            if (isHigh(unit) && isLow(escaped(source, at + ESCAPE_BYTES, to))) {
                at += 2 * ESCAPE_BYTES;
            } else if (isHigh(unit) || isLow(unit)) {
                copy = sameArray(copy, source) ? source.clone() : copy;
                copy[at + 2] = 'e';
                copy[at + 3] = (byte) ('0' + ((unit >> 8) & 0x7));
                at += ESCAPE_BYTES;
            } else {
                at += source[at] == '\\' ? 2 : 1;
            }
        }
        return copy;
    }

    @SuppressWarnings("ReferenceEquality") // the question is whether a copy was made
    private static boolean sameArray(byte[] one, byte[] other) {
        return one == other;
    }

    /** The code unit of the escape that begins here; -1 when none does. */
    private static int escaped(byte[] source, int at, int to) {
        if (at + ESCAPE_BYTES > to || source[at] != '\\' || source[at + 1] != 'u') {
            return NONE;
        }
        int unit = 0;
        for (int i = 2; i < ESCAPE_BYTES; i++) {
            int digit = Character.digit(source[at + i], 16);
            if (digit < 0) {
                return NONE;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static boolean isHigh(int unit) {
        return unit >= FIRST_HIGH && unit < FIRST_LOW;
    }

    private static boolean isLow(int unit) {
        return unit >= FIRST_LOW && unit < AFTER_LAST_LOW;
    }
}
