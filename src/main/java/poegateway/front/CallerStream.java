package poegateway.front;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;

/**
 * The caller's end of an answer. Every write and flush takes the lock of the answer, and the wait for the lock counts as a
 * wait for the caller too: whoever holds it is writing.
 */
final class CallerStream extends OutputStream {
    private static final int PIECE_BYTES = 64 * 1024;

    private final OutputStream out;
    private final ReentrantLock lock;
    private final RequestTimeline timeline;
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
    public void write(byte[] bytes, int offset, int length) throws IOException {
        RequestPhase before = begin();
        try {
            writePieces(bytes, offset, length);
            writtenBytes += length;
        } finally {
            end(before);
        }
    }

    @Override
    public void flush() throws IOException {
        RequestPhase before = begin();
        try {
            out.flush();
        } finally {
            end(before);
        }
    }

    /** Writes a sign of life and flushes it, beside the thread of the request; the lock must be held. */
    void writeSign(byte[] sign) throws IOException {
        lastWriteNanos = timeline.nanoTime();
        timeline.signBegins();
        try {
            out.write(sign, 0, sign.length);
            writtenBytes += sign.length;
            out.flush();
        } finally {
            timeline.signEnds();
        }
    }

    /** How long nothing has been written. */
    long silentNanos(long nowNanos) {
        return nowNanos - lastWriteNanos;
    }

    /** Bytes written so far; asked for by a thread that holds the lock, or when no other writes any more. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** The JDK copies each write to a socket into memory outside the heap, all of it at once. */
    private void writePieces(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; at += PIECE_BYTES) {
            out.write(bytes, at, Math.min(PIECE_BYTES, end - at));
        }
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
