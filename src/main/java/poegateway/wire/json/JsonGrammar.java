package poegateway.wire.json;

/**
 * Where an escape or a number of a JSON text ends (RFC 8259, sections 6 and 7). Offsets are those of the array, and {@code to} is
 * where the text ends.
 */
final class JsonGrammar {
    /** There is no valid one. */
    static final int UNREADABLE = -1;

    /** Length of an escape that names a character by its number. */
    static final int UNICODE_ESCAPE_BYTES = 6;

    private JsonGrammar() {}

    /** Offset after the escape whose backslash stands at {@code start}. */
    static int endOfEscape(byte[] source, int start, int to) {
        if (start + 1 >= to) {
            return UNREADABLE;
        }
        return switch (source[start + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> start + 2;
            case 'u' -> endOfUnicode(source, start, to);
            default -> UNREADABLE;
        };
    }

    private static int endOfUnicode(byte[] source, int start, int to) {
        int end = start + UNICODE_ESCAPE_BYTES;
        if (end > to) {
            return UNREADABLE;
        }
        for (int i = start + 2; i < end; i++) {
            if (!isHex(source[i])) {
                return UNREADABLE;
            }
        }
        return end;
    }

    /** Offset after the number that begins at {@code start}, however long it is. */
    static int endOfNumber(byte[] source, int start, int to) {
        int begin = start < to && source[start] == '-' ? start + 1 : start;
        int at = endOfDigits(source, begin, to);
        if (at == begin || (at > begin + 1 && source[begin] == '0')) {
            return UNREADABLE;
        }
        if (at < to && source[at] == '.') {
            int fraction = at + 1;
            at = endOfDigits(source, fraction, to);
            if (at == fraction) {
                return UNREADABLE;
            }
        }
        return at < to && (source[at] | ' ') == 'e' ? endOfExponent(source, at + 1, to) : at;
    }

    private static int endOfExponent(byte[] source, int start, int to) {
        boolean signed = start < to && (source[start] == '+' || source[start] == '-');
        int begin = signed ? start + 1 : start;
        int end = endOfDigits(source, begin, to);
        return end == begin ? UNREADABLE : end;
    }

    static int endOfDigits(byte[] source, int begin, int to) {
        int at = begin;
        while (at < to && isDigit(source[at])) {
            at++;
        }
        return at;
    }

    static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isHex(byte digit) {
        return isDigit(digit) || (digit >= 'a' && digit <= 'f') || (digit >= 'A' && digit <= 'F');
    }
}
