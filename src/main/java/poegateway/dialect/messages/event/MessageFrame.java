package poegateway.dialect.messages.event;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
public record MessageFrame(MessagesEvent event, byte[] bytes, int from, int to) {
    private static final byte[] NAME_FIELD = "event: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_MARK = "[DONE]".getBytes(StandardCharsets.US_ASCII);
    private static final int DATA_FIELD_BYTES = 6;
    private static final int FRAME_END_BYTES = 2;

    /** The event that lies there. */
    public static MessageFrame of(byte[] frame, int from, int to) {
        int end = to - FRAME_END_BYTES;
        if (frame[from] != NAME_FIELD[0]) {
            int data = from + DATA_FIELD_BYTES;
            return new MessageFrame(byType(frame, data, end), frame, data, end);
        }
        int name = from + NAME_FIELD.length;
        int nameEnd = name;
        while (frame[nameEnd] != '\n') {
            nameEnd++;
        }
        int data = Math.min(nameEnd + 1 + DATA_FIELD_BYTES, end);
        return new MessageFrame(MessagesEvent.of(frame, name, nameEnd), frame, data, end);
    }

    /** Whether it is the mark by which streams of chat completions end. */
    public boolean isEndMark() {
        return Arrays.equals(bytes, from, to, END_MARK, 0, END_MARK.length);
    }

    private static MessagesEvent byType(byte[] bytes, int from, int to) {
        try (JsonCursor cursor = new JsonCursor(bytes, from, to)) {
            if (cursor.next() != JsonToken.START_OBJECT) {
                return MessagesEvent.OTHER;
            }
            while (cursor.need() == JsonToken.FIELD_NAME) {
                boolean isType = cursor.name().equals("type");
                if (cursor.need() == JsonToken.VALUE_STRING && isType) {
                    byte[] word = cursor.text().getBytes(StandardCharsets.UTF_8);
                    return MessagesEvent.of(word, 0, word.length);
                }
                cursor.skip();
            }
        } catch (JsonFault broken) {
            return MessagesEvent.OTHER; // whoever reads it next says why
        }
        return MessagesEvent.OTHER;
    }
}
