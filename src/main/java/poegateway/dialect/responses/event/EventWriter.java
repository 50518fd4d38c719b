package poegateway.dialect.responses.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import poegateway.wire.JsonWriter;

/** Writes the events of one stream, and numbers them. Not thread-safe. */
public final class EventWriter {
    private static final byte[] FRAME_END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final JsonWriter json = new JsonWriter();
    private final Map<String, byte[]> beginnings = new HashMap<>();
    private long sequence;

    /** Number of the next event. */
    public long sequence() {
        return sequence;
    }

    /**
     * Begins an event; its further members come next, and then {@link #end}.
     *
     * @param type such as {@code response.created}; one of few
     */
    public JsonWriter begin(String type) {
        json.raw(beginnings.computeIfAbsent(type, EventWriter::beginning));
        json.value(sequence);
        sequence++;
        return json;
    }

    /** For the members of the event that has begun. */
    public JsonWriter json() {
        return json;
    }

    /** Ends the event, and writes it. */
    public void end(OutputStream out) throws IOException {
        json.endObject().raw(FRAME_END).drainTo(out);
    }

    private static byte[] beginning(String type) {
        String text = "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
