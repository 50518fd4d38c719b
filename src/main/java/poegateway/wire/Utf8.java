package poegateway.wire;

/**
 * Strict UTF-8 as in RFC 3629. JSON parsers let overlong forms through ({@code C0 AF} as a slash), so that two
 * programs may read one body differently; here such bytes are refused.
 */
public final class Utf8 {
    /** Length of a byte order mark. */
    public static final int BYTE_ORDER_MARK_BYTES = 3;

    private static final int VALID = -1;

    private Utf8() {}

    /**
     * Finds the first byte that begins no valid sequence: overlong, surrogate, above U+10FFFF, cut or stray.
     *
     * @param from offset of the first byte to look at
     * @param to offset after the last one
     * @return its offset, or -1 when all is valid
     */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at = WordScanner.firstNonAscii(bytes, at, to);
                continue;
            }
            int length = sequenceLength(bytes, at, to);
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return VALID;
    }

    /** Whether a text begins with a byte order mark. */
    public static boolean beginsWithMark(byte[] bytes) {
        return beginsWithMark(bytes, 0, bytes.length);
    }

    /** The same of a text that lies from one offset to before another. */
    public static boolean beginsWithMark(byte[] bytes, int from, int to) {
        return to - from >= BYTE_ORDER_MARK_BYTES
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
    }

    /** Length of the valid sequence that begins with a byte above 0x7F, or 0. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + length > to || !secondFits(lead, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** The second byte rules out overlong forms, surrogates and what lies above U+10FFFF. */
    private static boolean secondFits(int lead, int second) {
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= low && second <= high;
    }
}
