package poegateway.front;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;

/**
 * The caller's end of an answer. What is written is gathered until it is flushed, so that chunks which came together leave
 * as one write; what is written at once stays together. Nothing is flushed when nothing was written: a piece of an event
 * that has not ended is not, and would count as a heartbeat.
 *
 * <p>Whoever sends holds the lock of the answer, and the wait for the lock counts as a wait for the caller too.
 */
final class CallerStream extends OutputStream {
    private static final int FIRST_BYTES = 1024;
    private static final int GATHERED_MAX_BYTES = 32 * 1024;
    private static final int PIECE_BYTES = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final OutputStream out;
    private final ReentrantLock lock;
    private final RequestTimeline timeline;
    private byte[] gathered = NOTHING;
    private int length;
    private boolean unflushed;
    private volatile long lastWriteNanos;
    private long writtenBytes;

    CallerStream(OutputStream out, ReentrantLock lock, RequestTimeline timeline) {
        this.out = out;
        this.lock = lock;
        this.timeline = timeline;
        this.lastWriteNanos = timeline.nanoTime();
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        unflushed = true;
        if (count > GATHERED_MAX_BYTES) {
            sendBehindGathered(bytes, offset, count);
            return;
        }
        if (length + count > GATHERED_MAX_BYTES) {
            sendBehindGathered(NOTHING, 0, 0);
        }
        if (length + count > gathered.length) {
            gathered = Arrays.copyOf(gathered, Math.clamp(2L * (length + count), FIRST_BYTES, GATHERED_MAX_BYTES));
        }
        System.arraycopy(bytes, offset, gathered, length, count);
        length += count;
    }

    /** So many bytes will be written: room is made at once, not bit by bit. */
    void expect(long bytes) {
        if (bytes > gathered.length && bytes <= GATHERED_MAX_BYTES) {
            gathered = Arrays.copyOf(gathered, (int) bytes);
        }
    }

    /** Sends what was written, if anything was. */
    @Override
    public void flush() throws IOException {
        if (unflushed) {
            finish();
        }
    }

    /** Sends what was written, and the head if it has not left. */
    void finish() throws IOException {
        RequestPhase before = begin();
        try {
            sendGathered();
            unflushed = false;
            out.flush();
        } finally {
            end(before);
        }
    }

    /** Writes a heartbeat and flushes it, beside the thread of the request; the lock must be held. */
    void writeHeartbeat(byte[] heartbeat) throws IOException {
        lastWriteNanos = timeline.nanoTime();
        timeline.heartbeatBegins();
        try {
            out.write(heartbeat, 0, heartbeat.length);
            writtenBytes += heartbeat.length;
            out.flush();
        } finally {
            timeline.heartbeatEnds();
        }
    }

    /** How long nothing has been written. */
    long silentNanos(long nowNanos) {
        return nowNanos - lastWriteNanos;
    }

    /** Bytes sent so far; asked for by a thread that holds the lock, or when no other writes any more. */
    long writtenBytes() {
        return writtenBytes;
    }

    private void sendBehindGathered(byte[] bytes, int offset, int count) throws IOException {
        RequestPhase before = begin();
        try {
            sendGathered();
            sendPieces(bytes, offset, count);
        } finally {
            end(before);
        }
    }

    private void sendGathered() throws IOException {
        int count = length;
        length = 0;
        sendPieces(gathered, 0, count);
    }

    /** The JDK copies each write to a socket into memory outside the heap, all of it at once. */
    private void sendPieces(byte[] bytes, int offset, int count) throws IOException {
        int end = offset + count;
        for (int at = offset; at < end; at += PIECE_BYTES) {
            out.write(bytes, at, Math.min(PIECE_BYTES, end - at));
        }
        writtenBytes += count;
    }

    private RequestPhase begin() {
        RequestPhase before = timeline.enter(RequestPhase.WRITING_TO_CALLER);
        lock.lock();
        lastWriteNanos = timeline.sinceNanos();
        return before;
    }

    private void end(RequestPhase before) {
        lock.unlock();
        timeline.enter(before);
    }
}
