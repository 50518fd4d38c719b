package poegateway.dialect.responses.event;

import java.nio.charset.StandardCharsets;
import poegateway.core.failure.Failure;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the event {@code response.failed}, by which a stream says that it broke. */
public final class FailedEvent {
    private static final byte[] BEFORE = "event: response.failed\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] AFTER = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MESSAGE_CHARS_MAX = 4_000;
    /** For a stream that has shown no id. */
    private static final String NO_ID = "resp_unknown";

    private FailedEvent() {}

    /**
     * What the stream has shown of its response.
     *
     * @param id empty where it has shown none
     * @param model empty likewise
     * @param sequence number of the event
     */
    public record Shown(String id, long createdSeconds, String model, long sequence) {
        /** Nothing. */
        public static final Shown NOTHING = new Shown("", 0, "", 0);
    }

    /** The event. */
    public static byte[] of(Failure failure, Shown shown) {
        JsonWriter json = new JsonWriter();
        json.raw(BEFORE).beginObject().name("type").word("response.failed");
        json.name("sequence_number").value(shown.sequence);
        json.name("response").beginObject();
        json.name("id")
                .value(shown.id.isEmpty() ? NO_ID : shown.id)
                .name("object")
                .word("response");
        json.name("created_at").value(shown.createdSeconds).name("status").word("failed");
        json.name("error").beginObject().name("code").value(failure.code());
        json.name("message").value(cut(failure.message())).endObject();
        json.name("incomplete_details").nullValue().name("instructions").nullValue();
        json.name("metadata").beginObject().endObject();
        json.name("model").value(JsonText.of(shown.model));
        json.name("output").beginArray().endArray().name("parallel_tool_calls").value(true);
        json.name("temperature").nullValue().name("tool_choice").word("auto");
        json.name("tools").beginArray().endArray().name("top_p").nullValue();
        json.name("usage").nullValue();
        json.endObject().endObject().raw(AFTER);
        return json.written().toByteArray();
    }

    /** A message may quote what the caller or Poe sent, of any size. */
    private static String cut(String message) {
        return message.length() > MESSAGE_CHARS_MAX ? message.substring(0, MESSAGE_CHARS_MAX) + "…" : message;
    }
}
