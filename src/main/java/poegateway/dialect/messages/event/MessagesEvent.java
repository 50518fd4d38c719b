package poegateway.dialect.messages.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import poegateway.wire.json.JsonWriter;

/** What an event of a stream is, as far as whoever carries it must know. */
@SuppressWarnings("ImmutableEnumChecker") // the arrays are never written, and never handed out
public enum MessagesEvent {
    /** The reply begins, with its model and the first counts. Nothing of the model's. */
    MESSAGE_START("message_start"),
    /** A block of the content begins. */
    BLOCK_START("content_block_start"),
    /** More of a block. */
    BLOCK_DELTA("content_block_delta"),
    /** A block is whole. */
    BLOCK_STOP("content_block_stop"),
    /** Why the answer ends, and what was counted. */
    MESSAGE_DELTA("message_delta"),
    /** The answer is whole. */
    MESSAGE_STOP("message_stop"),
    /** Adds nothing. */
    PING("ping"),
    /** Something broke. */
    ERROR("error"),
    /** Any other. */
    OTHER("");

    private static final MessagesEvent[] ALL = values();

    private static final byte[] FRAME_END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final String word;
    private final byte[] name;
    private final byte[] frame;

    MessagesEvent(String word) {
        this.word = word;
        this.name = word.getBytes(StandardCharsets.US_ASCII);
        this.frame = ("event: " + word + "\ndata: ").getBytes(StandardCharsets.US_ASCII);
    }

    /** Begins an event; its further members come next, and then {@link #end}. */
    public JsonWriter begin(JsonWriter json) {
        return json.raw(frame).beginObject().name("type").word(word);
    }

    /** Ends an event. */
    public static JsonWriter end(JsonWriter json) {
        return json.endObject().raw(FRAME_END);
    }

    /** The event of that name, which stands there. */
    static MessagesEvent of(byte[] bytes, int from, int to) {
        for (MessagesEvent event : ALL) {
            if (Arrays.equals(bytes, from, to, event.name, 0, event.name.length)) {
                return event;
            }
        }
        return OTHER;
    }
}
