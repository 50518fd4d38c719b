package poegateway.meter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One line for each request, probes excepted. A thread of its own writes them, some at a time; a request only puts itself
 * into a queue, and where that is full, or the stream cannot be written to, lines are lost and counted.
 */
public final class AccessLog implements RequestSink {
    private static final int QUEUE_MAX = 8_192;
    private static final int BATCH_CHARS = 64 * 1024;
    private static final Duration BATCH_EVERY = Duration.ofMillis(20);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);

    private final Optional<Writer> writer;

    /** Form of a line. */
    public enum Form {
        /** For people: short, in columns. */
        TEXT,
        /** For programs. */
        JSON
    }

    private AccessLog(Optional<Writer> writer) {
        this.writer = writer;
    }

    /** One that writes nothing. */
    public static AccessLog off() {
        return new AccessLog(Optional.empty());
    }

    /** Starts to write; the stream is not closed. */
    public static AccessLog to(OutputStream out, Form form, ZoneId zone) {
        Line line = switch (form) {
            case TEXT -> new TextLine(zone);
            case JSON -> new JsonLine();
        };
        Writer writer = new Writer(out, line);
        writer.thread.start();
        return new AccessLog(Optional.of(writer));
    }

    @Override
    public void accept(RequestRecord completed) {
        if (writer.isPresent() && !completed.probe()) {
            writer.get().offer(completed);
        }
    }

    /** Lines that were lost. */
    public long dropped() {
        return writer.map(running -> running.dropped.sum()).orElse(0L);
    }

    /** Whether the last lines could not be written. */
    public boolean failing() {
        return writer.filter(running -> running.failing).isPresent();
    }

    @Override
    public void close() {
        writer.ifPresent(Writer::close);
    }

    /** How a line looks. */
    interface Line {
        /** Appends it, with its end; one thread at a time. */
        void append(StringBuilder text, RequestRecord completed);
    }

    private static final class Writer {
        private final BlockingQueue<RequestRecord> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
        private final LongAdder dropped = new LongAdder();
        private final StringBuilder batch = new StringBuilder(BATCH_CHARS);
        private final OutputStream out;
        private final Line line;
        private final Thread thread;
        private volatile boolean open = true;
        private volatile boolean idle;
        private volatile boolean failing;

        Writer(OutputStream out, Line line) {
            this.out = out;
            this.line = line;
            this.thread = Thread.ofPlatform().daemon().name("access-log").unstarted(this::run);
        }

        void offer(RequestRecord completed) {
            if (!open || !queue.offer(completed)) {
                dropped.increment();
            } else if (idle) {
                LockSupport.unpark(thread);
            }
        }

        void close() {
            open = false;
            LockSupport.unpark(thread);
            try {
                thread.join(CLOSE_WAIT);
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }

        /** The wait after a batch lets the next one grow: a write for each line would cost more than the line. */
        private void run() {
            boolean last = false;
            while (!last) {
                last = !open;
                if (writeAll() == 0 && !last) {
                    idle = true;
                    if (queue.isEmpty() && open) {
                        LockSupport.park(this);
                    }
                    idle = false;
                } else if (!last) {
                    LockSupport.parkNanos(this, BATCH_EVERY.toNanos());
                }
            }
        }

        private int writeAll() {
            int written = 0;
            int lines = writeBatch();
            while (lines > 0) {
                written += lines;
                lines = writeBatch();
            }
            return written;
        }

        private int writeBatch() {
            batch.setLength(0);
            int lines = 0;
            for (@Nullable RequestRecord next = queue.poll(); next != null; next = queue.poll()) {
                append(next);
                lines++;
                if (batch.length() >= BATCH_CHARS) {
                    break;
                }
            }
            if (lines > 0) {
                write(lines);
            }
            return lines;
        }

        private void append(RequestRecord completed) {
            int before = batch.length();
            try {
                line.append(batch, completed);
            } catch (RuntimeException bug) {
                batch.setLength(before); // one line less, and all others are written
                dropped.increment();
            }
        }

        private void write(int lines) {
            try {
                out.write(batch.toString().getBytes(StandardCharsets.UTF_8));
                out.flush();
                failing = false;
            } catch (IOException full) {
                failing = true;
                dropped.add(lines); // a full disk or a closed pipe must not stop the service
            }
        }
    }
}
