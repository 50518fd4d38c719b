package poegateway.dialect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.wire.SseReader;
import poegateway.wire.json.JsonKeyScanner;
import poegateway.wire.json.JsonKeyTable;

/**
 * Carries events to a caller of the same dialect, each when it has come. A subclass looks at each, and passes it as it came or
 * edited. Nothing is held back, and what comes after the end of the answer is ignored. Not thread-safe but for {@link #started()}
 * and {@link #heartbeat()}.
 */
public abstract class PassthroughStream implements ReplyStream {
    private static final byte[] BLANK_LINE = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final SseReader reader;
    private final JsonKeyScanner scanner = new JsonKeyScanner(JsonKeyTable.of());
    private OutputStream out = OutputStream.nullOutputStream();
    private int events;
    private boolean done;
    private volatile boolean started;

    /**
     * @param eventLimitBytes most bytes of one event
     * @param memory pays for events that come in pieces
     */
    protected PassthroughStream(int eventLimitBytes, MemoryLease memory) {
        this.reader = new SseReader(eventLimitBytes, memory);
    }

    /** Takes one event; the answer is not done. */
    protected abstract void event(byte[] bytes, int from, int to) throws IOException;

    /** Takes what stands behind the last blank line, to which one was added: an event, if it is whole. */
    protected abstract void lastEvent(byte[] bytes, int from, int to) throws IOException;

    /**
     * Poe's reply came to its regular end before the answer was done.
     *
     * @param selfDelimiting as of {@link #end}
     */
    protected void endedEarly(boolean selfDelimiting) throws IOException {
        throw new FailureException(new ReplyFailure.Truncated());
    }

    /** Writes an event, and counts it. */
    protected final void pass(byte[] bytes, int from, int to) throws IOException {
        events++;
        out.write(bytes, from, to - from);
    }

    /** The event at hand is one of the model's. */
    protected final void begin() {
        if (!started) {
            started = true;
        }
    }

    /** Writes what ends the answer, and counts it among no events. */
    protected final void finish(byte[] bytes, int from, int to) throws IOException {
        finish();
        out.write(bytes, from, to - from);
    }

    /** The answer is done with the event at hand. */
    protected final void finish() {
        done = true;
    }

    /** Whether it is JSON, from one offset to the other. */
    protected final boolean isJson(byte[] bytes, int from, int to) {
        return scanner.scan(bytes, from, to) != JsonKeyScanner.INVALID;
    }

    /** What is no JSON is no part of an answer, and a caller could not tell what it lacks. */
    protected final void requireJson(byte[] bytes, int from, int to) {
        if (!isJson(bytes, from, to)) {
            throw new FailureException(new ReplyFailure.BadResponse("an event of the stream " + scanner.fault()));
        }
    }

    /** How the caller is told of an error that came as an event: once the model has begun, it says what may have been billed. */
    protected final FailureException exceptionOf(Failure failure) {
        return new FailureException(
                started && failure instanceof PoeRefusal refusal ? new ReplyFailure.Interrupted(refusal) : failure);
    }

    @Override
    public final void feed(byte[] bytes, int offset, int length, OutputStream to) throws IOException {
        if (!done) {
            out = to;
            reader.feed(bytes, offset, length, this::eventOfAnswer);
        }
    }

    @Override
    public final void end(boolean selfDelimiting, OutputStream to) throws IOException {
        if (done) {
            return;
        }
        out = to;
        reader.feed(BLANK_LINE, 0, BLANK_LINE.length, this::lastEvent);
        if (!done) {
            endedEarly(selfDelimiting);
        }
    }

    @Override
    public final void breakOff(OutputStream to) {
        // what came was written when it came
    }

    @Override
    public final boolean started() {
        return started;
    }

    @Override
    public final boolean done() {
        return done;
    }

    @Override
    public final int eventCount() {
        return events;
    }

    private void eventOfAnswer(byte[] bytes, int from, int to) throws IOException {
        if (!done) {
            event(bytes, from, to);
        }
    }
}
