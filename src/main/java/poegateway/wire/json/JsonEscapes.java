package poegateway.wire.json;

/** Escapes in JSON strings (RFC 8259, section 7). */
final class JsonEscapes {
    private static final int UNICODE_DIGITS = 4;
    private static final int HEX = 16;

    private JsonEscapes() {}

    /** The text with its escapes resolved; it must be the inside of a valid JSON string. */
    static String resolved(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        int at = 0;
        while (at < raw.length()) {
            char character = raw.charAt(at);
            at++;
            if (character != '\\') {
                text.append(character);
                continue;
            }
            char escaped = raw.charAt(at);
            at++;
            if (escaped == 'u') {
                text.append((char) Integer.parseInt(raw, at, at + UNICODE_DIGITS, HEX));
                at += UNICODE_DIGITS;
            } else {
                text.append(simple(escaped));
            }
        }
        return text.toString();
    }

    private static char simple(char escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }
}
