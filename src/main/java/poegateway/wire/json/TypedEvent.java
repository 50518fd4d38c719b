package poegateway.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import poegateway.wire.SseReader;

/**
 * An event as {@link SseReader} gives it, whose data is an object. What it is stands in its name, or, as some servers leave that
 * out, in the member {@code type} of its data.
 *
 * @param bytes hold its data from {@code from} to before {@code to}
 * @param word holds the word for what it is from {@code wordFrom} to before {@code wordTo}; empty where nothing says it
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, and never compared
public record TypedEvent(byte[] bytes, int from, int to, byte[] word, int wordFrom, int wordTo) {
    private static final byte[] NAME_FIELD = ascii("event: ");
    private static final byte[] TYPE = ascii("\"type\"");
    private static final byte[] END_MARK = ascii("[DONE]");
    private static final byte[] NOTHING = {};
    private static final int DATA_FIELD_BYTES = 6;
    private static final int FRAME_END_BYTES = 2;

    /** The event that lies there. */
    public static TypedEvent of(byte[] frame, int from, int to) {
        int end = to - FRAME_END_BYTES;
        if (frame[from] != NAME_FIELD[0]) {
            return byType(frame, from + DATA_FIELD_BYTES, end);
        }
        int name = from + NAME_FIELD.length;
        int nameEnd = name;
        while (frame[nameEnd] != '\n') {
            nameEnd++;
        }
        int data = Math.min(nameEnd + 1 + DATA_FIELD_BYTES, end);
        return new TypedEvent(frame, data, end, frame, name, nameEnd);
    }

    /** Whether it is the mark by which streams of chat completions end; Poe sends it behind other streams too. */
    public boolean isEndMark() {
        return Arrays.equals(bytes, from, to, END_MARK, 0, END_MARK.length);
    }

    private static TypedEvent byType(byte[] bytes, int from, int to) {
        int brace = blanksEnd(bytes, from, to);
        int name = blanksEnd(bytes, brace + 1, to);
        int nameEnd = name + TYPE.length;
        if (nameEnd < to && bytes[brace] == '{' && Arrays.equals(bytes, name, nameEnd, TYPE, 0, TYPE.length)) {
            int value = blanksEnd(bytes, blanksEnd(bytes, nameEnd, to) + 1, to);
            int valueEnd = value < to && bytes[value] == '"' ? quoteAfter(bytes, value + 1, to) : to;
            return valueEnd < to
                    ? new TypedEvent(bytes, from, to, bytes, value + 1, valueEnd)
                    : new TypedEvent(bytes, from, to, NOTHING, 0, 0);
        }
        byte[] word = parsedType(bytes, from, to);
        return new TypedEvent(bytes, from, to, word, 0, word.length);
    }

    private static byte[] parsedType(byte[] bytes, int from, int to) {
        try {
            JsonCursor cursor = new JsonCursor(bytes, from, to);
            if (cursor.next() != JsonToken.START_OBJECT) {
                return NOTHING;
            }
            while (cursor.need() == JsonToken.FIELD_NAME) {
                boolean isType = cursor.name().equals("type");
                if (cursor.need() == JsonToken.VALUE_STRING && isType) {
                    return cursor.text().getBytes(StandardCharsets.UTF_8);
                }
                cursor.skip();
            }
        } catch (JsonFault broken) {
            return NOTHING; // whoever reads it next says why
        }
        return NOTHING;
    }

    private static int quoteAfter(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at < to && bytes[at] == '"' ? at : to;
    }

    private static int blanksEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Json.isBlank(bytes[at])) {
            at++;
        }
        return Math.min(at, to);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
