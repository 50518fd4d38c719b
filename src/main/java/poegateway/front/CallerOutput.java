package poegateway.front;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import poegateway.core.Pulse;

/** The caller's end of an answer: every write and flush takes the lock of the answer and is timed. */
final class CallerOutput extends OutputStream {
    private static final long NOT_WRITING = Long.MIN_VALUE;

    private final OutputStream out;
    private final ReentrantLock lock;
    private final Pulse pulse;
    private volatile long writingSinceNanos = NOT_WRITING;
    private volatile long lastWriteNanos;
    private long writtenBytes;

    CallerOutput(OutputStream out, ReentrantLock lock, Pulse pulse) {
        this.out = out;
        this.lock = lock;
        this.pulse = pulse;
        this.lastWriteNanos = pulse.nanoTime();
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        begin();
        try {
            out.write(bytes, offset, length);
            writtenBytes += length;
        } finally {
            end();
        }
    }

    @Override
    public void flush() throws IOException {
        begin();
        try {
            out.flush();
        } finally {
            end();
        }
    }

    /** How long the write that is under way has been blocked; 0 when there is none. */
    long blockedNanos(long nowNanos) {
        long since = writingSinceNanos;
        return since == NOT_WRITING ? 0 : nowNanos - since;
    }

    /** How long nothing has been written. */
    long silentNanos(long nowNanos) {
        return nowNanos - lastWriteNanos;
    }

    /** Bytes written so far; asked for by a thread that holds the lock, or when no other writes any more. */
    long writtenBytes() {
        return writtenBytes;
    }

    private void begin() {
        lock.lock();
        writingSinceNanos = pulse.nanoTime();
    }

    private void end() {
        lastWriteNanos = writingSinceNanos;
        writingSinceNanos = NOT_WRITING;
        lock.unlock();
    }
}
