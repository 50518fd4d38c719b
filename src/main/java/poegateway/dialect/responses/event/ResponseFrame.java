package poegateway.dialect.responses.event;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import poegateway.wire.Json;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;

/**
 * An event as {@link poegateway.wire.SseReader} gives it, whose data is known by its place. What it is stands in its name, or, as
 * some servers leave that out, in the member {@code type} of its data.
 *
 * @param from offset of its data
 * @param to offset after it
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, and never compared
public record ResponseFrame(EventKind kind, byte[] bytes, int from, int to) {
    private static final byte[] NAME_FIELD = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TYPE = "\"type\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_MARK = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA_FIELD_BYTES = 6;
    private static final int FRAME_END_BYTES = 2;

    /** The event that lies there. */
    public static ResponseFrame of(byte[] frame, int from, int to) {
        int end = to - FRAME_END_BYTES;
        if (frame[from] != NAME_FIELD[0]) {
            int data = from + DATA_FIELD_BYTES;
            return new ResponseFrame(byType(frame, data, end), frame, data, end);
        }
        int name = from + NAME_FIELD.length;
        int nameEnd = name;
        while (frame[nameEnd] != '\n') {
            nameEnd++;
        }
        int data = Math.min(nameEnd + 1 + DATA_FIELD_BYTES, end);
        return new ResponseFrame(EventKind.of(frame, name, nameEnd), frame, data, end);
    }

    /** Whether it is the mark by which streams of chat completions end; Poe sends it behind responses too. */
    public boolean isEndMark() {
        return Arrays.equals(bytes, from, to, END_MARK, 0, END_MARK.length);
    }

    private static EventKind byType(byte[] bytes, int from, int to) {
        int brace = blanksEnd(bytes, from, to);
        int name = blanksEnd(bytes, brace + 1, to);
        int nameEnd = name + TYPE.length;
        if (nameEnd < to && bytes[brace] == '{' && Arrays.equals(bytes, name, nameEnd, TYPE, 0, TYPE.length)) {
            int value = blanksEnd(bytes, blanksEnd(bytes, nameEnd, to) + 1, to);
            int valueEnd = value < to && bytes[value] == '"' ? quoteAfter(bytes, value + 1, to) : to;
            return valueEnd < to ? EventKind.of(bytes, value + 1, valueEnd) : EventKind.OTHER;
        }
        return parsedType(bytes, from, to);
    }

    private static EventKind parsedType(byte[] bytes, int from, int to) {
        try (JsonCursor cursor = new JsonCursor(bytes, from, to)) {
            if (cursor.next() != JsonToken.START_OBJECT) {
                return EventKind.OTHER;
            }
            while (cursor.need() == JsonToken.FIELD_NAME) {
                boolean isType = cursor.name().equals("type");
                if (cursor.need() == JsonToken.VALUE_STRING && isType) {
                    byte[] word = cursor.text().getBytes(StandardCharsets.UTF_8);
                    return EventKind.of(word, 0, word.length);
                }
                cursor.skip();
            }
        } catch (JsonFault broken) {
            return EventKind.OTHER; // whoever reads it next says why
        }
        return EventKind.OTHER;
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
}
