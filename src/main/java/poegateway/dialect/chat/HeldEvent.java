package poegateway.dialect.chat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonEdits;

/** An event that waits until it is known what follows it. */
final class HeldEvent {
    private byte[] bytes;
    private int from;
    private int to;
    private JsonEdits edits;
    private ByteRange finishAt;

    /**
     * @param edits changes, but for that of the finish
     * @param finishAt where the value of {@code finish_reason} stands
     */
    HeldEvent(byte[] bytes, int from, int to, JsonEdits edits, ByteRange finishAt) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.edits = edits;
        this.finishAt = finishAt;
    }

    /** Copies the event, since the bytes around it will change. */
    void copyOut() {
        bytes = Arrays.copyOfRange(bytes, from, to);
        edits = edits.moved(-from);
        finishAt = new ByteRange(finishAt.from() - from, finishAt.to() - from);
        to -= from;
        from = 0;
    }

    void writeTo(EventRun run) throws IOException {
        run.write(edits, bytes, from, to);
    }

    /** Writes it with this value for its finish, in JSON; the same value stays to the byte. */
    void writeTo(EventRun run, String finish) throws IOException {
        byte[] value = finish.getBytes(StandardCharsets.US_ASCII);
        if (!Arrays.equals(bytes, finishAt.from(), finishAt.to(), value, 0, value.length)) {
            edits = edits.toBuilder()
                    .replace(finishAt.from(), finishAt.to(), value, EditIds.FINISH_REASON)
                    .build();
        }
        writeTo(run);
    }
}
