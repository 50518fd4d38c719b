package poegateway.dialect.words;

import poegateway.wire.json.JsonText;

/** Characters of a text whose escapes are not resolved. A byte of a character beyond ASCII counts as one that is none of those asked for. */
final class RawCharacter {
    private static final int SHORT_ESCAPE_BYTES = 2;
    private static final int UNICODE_ESCAPE_BYTES = 6;
    private static final int HEX = 16;

    private RawCharacter() {}

    /** The character at an offset of the array. */
    static int at(JsonText text, int at) {
        byte[] source = text.source();
        if (source[at] != '\\') {
            return source[at];
        }
        return switch (source[at + 1]) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unicode(source, at + 2, at + UNICODE_ESCAPE_BYTES);
            default -> source[at + 1];
        };
    }

    /** Offset after it. */
    static int after(JsonText text, int at) {
        byte[] source = text.source();
        if (source[at] != '\\') {
            return at + 1;
        }
        return at + (source[at + 1] == 'u' ? UNICODE_ESCAPE_BYTES : SHORT_ESCAPE_BYTES);
    }

    /** Whether it is one of those that may stand between the values of JSON. */
    static boolean isBlank(int character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    private static int unicode(byte[] source, int from, int to) {
        int character = 0;
        for (int at = from; at < to; at++) {
            character = character * HEX + Character.digit(source[at], HEX);
        }
        return character;
    }
}
