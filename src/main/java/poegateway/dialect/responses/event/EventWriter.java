package poegateway.dialect.responses.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the events of one stream, and numbers them. Not thread-safe. */
public final class EventWriter {
    static final String FRAME_END = "\n\n";

    private static final byte[] FRAME_END_BYTES = FRAME_END.getBytes(StandardCharsets.US_ASCII);

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
        json.raw(beginnings.computeIfAbsent(type, name -> beginning(name).getBytes(StandardCharsets.US_ASCII)));
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
        json.endObject().raw(FRAME_END_BYTES).drainTo(out);
    }

    /** Writes an event that adds to a text; of these there may be thousands. */
    public void delta(DeltaForm form, JsonText text, OutputStream out) throws IOException {
        form.write(sequence, text, json);
        sequence++;
        json.drainTo(out);
    }

    static String beginning(String type) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":";
    }
}
