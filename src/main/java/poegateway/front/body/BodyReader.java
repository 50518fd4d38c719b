package poegateway.front.body;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.EofException;
import poegateway.config.ServerConfig;
import poegateway.core.MemoryLease;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.wire.GrowingBuffer;

/** Reads one request body within its limits: size, time, and the memory of all bodies together. */
public final class BodyReader implements AutoCloseable {
    private static final int PIECE_BYTES = 16 * 1024;

    /** A large file may come slowly, as long as it comes: each of these steps has the time of a body. */
    private static final long FORM_STEP_BYTES = 1024 * 1024;

    private final InputStream in;
    private final long declaredBytes;
    private final ServerConfig limits;
    private final BodyBudget.Lease memory;
    private final RequestTimeline timeline;

    /** {@code declaredBytes} is the Content-Length; -1 when there is none. */
    public BodyReader(
            InputStream in, long declaredBytes, ServerConfig limits, BodyBudget budget, RequestTimeline timeline) {
        this.in = in;
        this.declaredBytes = declaredBytes;
        this.limits = limits;
        this.memory = budget.open();
        this.timeline = timeline;
    }

    /** The whole body; its memory counts until {@link #close()}. */
    public byte[] read() throws IOException {
        return within(limits.bodyLimit().bytes(), "server.body-limit", this::readWhole);
    }

    /** Takes the pieces of a body, none of which it may hold on to. */
    @FunctionalInterface
    public interface Sink {
        void take(ByteBuffer piece);
    }

    /**
     * Reads the whole body piece by piece. It is not kept here.
     *
     * @param limitBytes most bytes of it
     * @param setting that sets this limit
     * @return its length in bytes
     */
    public long pour(long limitBytes, String setting, Sink sink) throws IOException {
        return within(limitBytes, setting, () -> pourAll(limitBytes, setting, sink));
    }

    private <T> T within(long limitBytes, String setting, Reading<T> reading) throws IOException {
        if (declaredBytes > limitBytes) {
            throw tooLarge(limitBytes, setting);
        }
        boolean whole = false;
        try {
            T read = inTime(RequestPhase.READING_BODY, reading);
            whole = true;
            return read;
        } finally {
            if (!whole) {
                memory.close(); // at once, not after the rest was discarded: others may need it
            }
        }
    }

    /** What the body and all that is made of it is charged to. */
    public MemoryLease memory() {
        return memory;
    }

    /** Gives the memory back; the body must not be used any more. */
    @Override
    public void close() {
        memory.close();
    }

    private byte[] readWhole() throws IOException {
        GrowingBuffer body = new GrowingBuffer(memory, declaredBytes);
        while (body.length() != declaredBytes) {
            int read = in.read(body.room(), body.offset(), body.room().length - body.offset());
            if (read < 0) {
                break;
            }
            body.advance(read);
            if (body.length() > limits.bodyLimit().bytes()) {
                throw tooLarge(limits.bodyLimit().bytes(), "server.body-limit");
            }
        }
        refuseEarlyEnd(body.length());
        return body.take();
    }

    private long pourAll(long limitBytes, String setting, Sink sink) throws IOException {
        memory.take(PIECE_BYTES);
        byte[] piece = new byte[PIECE_BYTES];
        long length = 0;
        long inTimeBytes = 0;
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            length += read;
            if (length > limitBytes) {
                throw tooLarge(limitBytes, setting);
            }
            sink.take(ByteBuffer.wrap(piece, 0, read));
            if (length - inTimeBytes >= FORM_STEP_BYTES) {
                inTimeBytes = length;
                timeline.read(RequestPhase.READING_BODY);
            }
        }
        refuseEarlyEnd(length);
        memory.giveBack(PIECE_BYTES);
        return length;
    }

    private void refuseEarlyEnd(long length) throws EOFException {
        if (length < declaredBytes) {
            throw new EOFException("the body ended early");
        }
    }

    private static FailureException tooLarge(long limitBytes, String setting) {
        return new FailureException(new ClientFailure.BodyTooLarge(limitBytes, setting));
    }

    /** The server's own read time-outs start anew with every byte, so a slow drip would never end: the phase limits the whole body. */
    private <T> T inTime(RequestPhase phase, Reading<T> reading) throws IOException {
        RequestPhase before = timeline.read(phase);
        try {
            return reading.read();
        } catch (IOException broken) {
            throw timeline.overdue()
                    .map(late -> new FailureException(late, broken))
                    .orElseGet(() -> unreadable(broken));
        } finally {
            timeline.enter(before);
        }
    }

    /** The server has an exception of its own for a connection or stream that ended; one that only looks so is malformed. */
    private static FailureException unreadable(IOException broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof EofException) {
                return new FailureException(new ClientFailure.CallerGone(), broken);
            }
        }
        return new FailureException(
                new ClientFailure.InvalidHttp(400, "its body is malformed, or ends before it is complete"), broken);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }
}
