package poegateway.dialect.responses.codec;

import poegateway.wire.json.JsonText;

/** Text as the inside of a JSON string that is itself the text of one, as arguments of calls are. */
final class NestedText {
    private NestedText() {}

    /** The text, escaped once more. */
    static JsonText escaped(JsonText text) {
        byte[] source = text.source();
        byte[] escaped = new byte[2 * text.length()];
        int length = 0;
        for (int at = text.from(); at < text.to(); at++) {
            if (source[at] == '"' || source[at] == '\\') {
                escaped[length] = '\\';
                length++;
            }
            escaped[length] = source[at];
            length++;
        }
        return new JsonText(escaped, 0, length);
    }

    /** Texts one after the other. */
    static JsonText joined(JsonText... pieces) {
        int length = 0;
        for (JsonText piece : pieces) {
            length += piece.length();
        }
        byte[] all = new byte[length];
        int at = 0;
        for (JsonText piece : pieces) {
            System.arraycopy(piece.source(), piece.from(), all, at, piece.length());
            at += piece.length();
        }
        return new JsonText(all, 0, length);
    }
}
