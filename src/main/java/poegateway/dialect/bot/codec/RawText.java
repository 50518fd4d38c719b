package poegateway.dialect.bot.codec;

import java.nio.charset.StandardCharsets;
import poegateway.wire.json.JsonText;

/** Characters of texts whose escapes are not resolved: an escape counts as one. */
final class RawText {
    /** A line break. */
    static final JsonText LINE_BREAK = ascii("\\n");

    private static final int SHORT_ESCAPE_BYTES = 2;
    private static final int UNICODE_ESCAPE_BYTES = 6;
    private static final byte[] UNICODE_LINE_BREAK = "\\u000a".getBytes(StandardCharsets.US_ASCII);

    private RawText() {}

    /** Offset after the byte or escape that begins here. */
    static int next(byte[] source, int at) {
        if (source[at] != '\\') {
            return at + 1;
        }
        return at + (source[at + 1] == 'u' ? UNICODE_ESCAPE_BYTES : SHORT_ESCAPE_BYTES);
    }

    /** Whether a line break begins here. */
    static boolean isLineBreak(byte[] source, int at) {
        if (source[at] != '\\') {
            return false;
        }
        if (source[at + 1] != 'u') {
            return source[at + 1] == 'n';
        }
        for (int i = 0; i < UNICODE_ESCAPE_BYTES; i++) {
            if ((source[at + i] | 0x20) != (UNICODE_LINE_BREAK[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** A text of ASCII, escapes as they are to stand. */
    static JsonText ascii(String raw) {
        byte[] bytes = raw.getBytes(StandardCharsets.US_ASCII);
        return new JsonText(bytes, 0, bytes.length);
    }
}
