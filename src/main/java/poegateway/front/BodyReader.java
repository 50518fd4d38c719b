package poegateway.front;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import poegateway.config.ServerConfig;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;

/** Reads one request body within its limits: size, time, and the memory of all bodies together. */
final class BodyReader implements AutoCloseable {
    private static final int STEP_BYTES = 16 * 1024;

    private final InputStream in;
    private final long declaredBytes;
    private final ServerConfig limits;
    private final BodyBudget budget;
    private final RequestTimeline timeline;
    private long takenBytes;

    /** {@code declaredBytes} is the Content-Length; -1 when there is none. */
    BodyReader(InputStream in, long declaredBytes, ServerConfig limits, BodyBudget budget, RequestTimeline timeline) {
        this.in = in;
        this.declaredBytes = declaredBytes;
        this.limits = limits;
        this.budget = budget;
        this.timeline = timeline;
    }

    /** The whole body; its memory counts until {@link #close()}. */
    byte[] read() throws IOException {
        if (declaredBytes > limits.bodyLimit().bytes()) {
            throw tooLarge();
        }
        return inTime(RequestPhase.READING_BODY, () -> declaredBytes >= 0 ? readDeclared() : readChunked());
    }

    /** Gives the memory back; the body must not be used any more. */
    @Override
    public void close() {
        budget.giveBack(takenBytes);
        takenBytes = 0;
    }

    private byte[] readDeclared() throws IOException {
        take(declaredBytes);
        byte[] body = in.readNBytes(Math.toIntExact(declaredBytes));
        if (body.length < declaredBytes) {
            throw new EOFException("the body ended early");
        }
        return body;
    }

    private byte[] readChunked() throws IOException {
        take(STEP_BYTES);
        byte[] body = new byte[STEP_BYTES];
        int length = 0;
        for (int read = in.read(body); read >= 0; read = in.read(body, length, body.length - length)) {
            length += read;
            if (length > limits.bodyLimit().bytes()) {
                throw tooLarge();
            }
            if (length == body.length) {
                take(length);
                body = Arrays.copyOf(body, length * 2);
            }
        }
        return Arrays.copyOf(body, length);
    }

    private void take(long bytes) {
        budget.take(bytes);
        takenBytes += bytes;
    }

    private FailureException tooLarge() {
        return new FailureException(
                new ClientFailure.BodyTooLarge(limits.bodyLimit().bytes()));
    }

    /** The server's own read time-outs start anew with every byte, so a slow drip would never end: a phase counts all. */
    private byte[] inTime(RequestPhase phase, Reading reading) throws IOException {
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

    /** Malformed chunks and a caller who hung up look the same here; the latter does not read the answer. */
    private static FailureException unreadable(IOException broken) {
        return new FailureException(
                new ClientFailure.InvalidHttp(400, "its body is malformed, or ends before it is complete"), broken);
    }

    @FunctionalInterface
    private interface Reading {
        byte[] read() throws IOException;
    }
}
