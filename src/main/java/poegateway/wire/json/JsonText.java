package poegateway.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a JSON string holds, as it stands between its quotes: escapes are not resolved. So text goes from one JSON document
 * to another by copying, a picture in base64 is never decoded, and half a surrogate pair stays what it is. Immutable; equal
 * are those of the same bytes, which may differ where the decoded texts do not.
 */
public final class JsonText extends RawJson {
    public static final JsonText EMPTY = new JsonText(new byte[0], 0, 0);

    /**
     * @param source holds the inside of a JSON string from offset {@code from} to before {@code to}
     */
    public JsonText(byte[] source, int from, int to) {
        super(source, from, to);
    }

    /** A text that holds these characters. */
    public static JsonText of(String text) {
        byte[] quoted = Json.quoted(text).getBytes(StandardCharsets.UTF_8);
        return new JsonText(quoted, 1, quoted.length - 1);
    }

    public boolean isEmpty() {
        return from == to;
    }

    /** A part of it, by offsets of the array; neither may lie within a character or an escape. */
    public JsonText part(int partFrom, int partTo) {
        return new JsonText(source, partFrom, partTo);
    }

    /** Whether the bytes are those of an ASCII word that needs no escapes; an escaped spelling of it is not seen. */
    public boolean is(String word) {
        return length() == word.length() && startsWith(word);
    }

    /** The same of its beginning. */
    public boolean startsWith(String word) {
        if (length() < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (source[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes of another text stand in it. */
    public boolean contains(JsonText part) {
        int last = to - part.length();
        for (int at = from; at <= last; at++) {
            if (Arrays.equals(source, at, at + part.length(), part.source, part.from, part.to)) {
                return true;
            }
        }
        return false;
    }

    /** Offset in the array of an ASCII character that is not escaped; -1 where there is none. */
    public int indexOf(char character) {
        int at = from;
        while (at < to && source[at] != character) {
            at += source[at] == '\\' ? 2 : 1;
        }
        return at < to ? at : -1;
    }

    /** The text itself, escapes resolved. */
    public String decoded() {
        for (int at = from; at < to; at++) {
            if (source[at] == '\\') {
                return JsonEscapes.resolved(raw());
            }
        }
        return raw();
    }

    /** The same in an array of its own, which keeps no larger text alive. */
    public JsonText detached() {
        return length() == source.length ? this : new JsonText(Arrays.copyOfRange(source, from, to), 0, length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonText that && hasBytesOf(that);
    }

    /** The number of its bytes alone: it may hold what a caller wrote. */
    @Override
    public String toString() {
        return "JsonText[" + length() + " bytes]";
    }
}
