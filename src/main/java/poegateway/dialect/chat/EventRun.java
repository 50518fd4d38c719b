package poegateway.dialect.chat;

import java.io.IOException;
import java.io.OutputStream;
import poegateway.core.MemoryLease;
import poegateway.wire.json.JsonEdits;

/** Writes events to the caller; those that stay as they are and lie side by side in the bytes that were fed leave in one write. */
final class EventRun {
    private static final byte[] NOTHING = {};

    private final MemoryLease lease;
    private byte[] fed = NOTHING;
    private OutputStream out = OutputStream.nullOutputStream();
    private int from;
    private int to;
    private boolean started;

    /** The lease gives memory for events that are edited. */
    EventRun(MemoryLease lease) {
        this.lease = lease;
    }

    /** New bytes begin, in which events may lie. */
    void begin(byte[] bytes, int offset, OutputStream caller) {
        fed = bytes;
        from = offset;
        to = offset;
        out = caller;
    }

    /** Whether anything was written. */
    boolean started() {
        return started;
    }

    /** Whether the event lies in the bytes that were fed, which are only good until the next ones. */
    @SuppressWarnings("ReferenceEquality") // the question is where the event lies, not what it says
    boolean isFed(byte[] bytes) {
        return bytes == fed;
    }

    /** An event that needs no edit. */
    void pass(byte[] bytes, int eventFrom, int eventTo) throws IOException {
        started = true;
        boolean inPlace = isFed(bytes);
        if (!inPlace || eventFrom != to) {
            flush();
        }
        if (!inPlace) {
            out.write(bytes, eventFrom, eventTo - eventFrom);
            return;
        }
        from = from == to ? eventFrom : from;
        to = eventTo;
    }

    /** An event with its edits. */
    void write(JsonEdits edits, byte[] bytes, int eventFrom, int eventTo) throws IOException {
        if (edits.isEmpty()) {
            pass(bytes, eventFrom, eventTo);
        } else {
            long editedBytes = edits.lengthAfter(eventTo - eventFrom);
            lease.take(editedBytes);
            try {
                write(edits.apply(bytes, eventFrom, eventTo));
            } finally {
                lease.giveBack(editedBytes);
            }
        }
    }

    /** An event of our own. */
    void write(byte[] event) throws IOException {
        flush();
        out.write(event, 0, event.length);
        started = true;
    }

    /** Writes what is left of the run; it does not flush the caller's stream. */
    void flush() throws IOException {
        int first = from;
        int length = to - from;
        from = to;
        if (length > 0) {
            out.write(fed, first, length);
        }
    }
}
