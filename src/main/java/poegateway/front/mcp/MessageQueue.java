package poegateway.front.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import poegateway.mcp.McpReply;
import poegateway.mcp.Outbox;

/** Messages on their way from whoever works on a request to the thread that answers it, which alone writes to the caller. */
final class MessageQueue implements Outbox {
    private static final int MESSAGES_MAX = 256;

    private final LinkedBlockingQueue<Entry> entries = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** One step. */
    sealed interface Entry {
        /** Something is said before the answer. */
        record Said(ObjectNode message) implements Entry {}

        /** The answer; absent where the request was withdrawn. Nothing follows. */
        record Answered(Optional<McpReply> reply) implements Entry {}

        /** The work ended in a way that nobody foresaw. Nothing follows. */
        record Broken(Throwable thrown) implements Entry {
            /** For whoever waited for it. */
            RuntimeException rethrown() {
                if (thrown instanceof Error error) {
                    throw error;
                }
                return new IllegalStateException(thrown);
            }
        }

        /** Nobody waits for the answer any more. */
        record Abandoned() implements Entry {}
    }

    /** What is too much for a caller who does not read is left out: the answer counts, and not what is told before it. */
    @Override
    public void send(ObjectNode message) {
        if (!closed && entries.size() < MESSAGES_MAX) {
            entries.add(new Entry.Said(message));
        }
    }

    /** The last step. */
    void end(Entry last) {
        if (!closed) {
            entries.add(last);
        }
    }

    /** The next step; empty when there is none in that time. */
    Optional<Entry> poll(Duration within) {
        try {
            return Optional.ofNullable(entries.poll(within.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** The next step. */
    Entry take() {
        try {
            return entries.take();
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static IllegalStateException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(stopped);
    }

    /** Whether nothing waits to be written. */
    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Nobody reads any more. */
    void close() {
        closed = true;
        entries.clear();
    }
}
