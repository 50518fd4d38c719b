package poegateway.dialect.messages.event;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.wire.Utf8;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** The input of a call, which is an object here and a text in other dialects. */
public final class CallInput {
    private static final JsonSlice NOTHING = JsonSlice.of("{}");
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int ESCAPE_BYTES = 6;

    private CallInput() {}

    /** The object as a text. */
    public static JsonText text(JsonSlice object) {
        byte[] source = object.source();
        byte[] escaped = new byte[ESCAPE_BYTES * object.length()];
        int length = 0;
        for (int at = object.from(); at < object.to(); at++) {
            byte next = source[at];
            if (next >= 0 && next < ' ') {
                byte[] code = {'\\', 'u', '0', '0', HEX[next >> 4], HEX[next & 0xF]};
                System.arraycopy(code, 0, escaped, length, ESCAPE_BYTES);
                length += ESCAPE_BYTES;
                continue;
            }
            if (next == '"' || next == '\\') {
                escaped[length] = '\\';
                length++;
            }
            escaped[length] = next;
            length++;
        }
        return new JsonText(escaped, 0, length).detached();
    }

    /**
     * The object that a text holds. A model may write what is none, and must see that again: it becomes the one member {@code
     * arguments} of an object.
     */
    public static JsonSlice object(JsonText arguments) {
        if (arguments.isEmpty()) {
            return NOTHING;
        }
        return parsed(arguments).orElseGet(() -> {
            JsonWriter json = new JsonWriter();
            json.beginObject().name("arguments").value(arguments).endObject();
            byte[] bytes = json.written().toByteArray();
            return new JsonSlice(bytes, 0, bytes.length);
        });
    }

    private static Optional<JsonSlice> parsed(JsonText arguments) {
        byte[] document = arguments.decoded().getBytes(StandardCharsets.UTF_8);
        if (document.length == 0 || Utf8.firstInvalid(document, 0, document.length) >= 0) {
            return Optional.empty();
        }
        try {
            JsonCursor cursor = new JsonCursor(document);
            if (cursor.next() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            JsonSlice object = cursor.slice();
            cursor.finish();
            return Optional.of(object);
        } catch (JsonFault invalid) {
            return Optional.empty();
        }
    }
}
