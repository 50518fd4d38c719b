package poegateway.core;

import poegateway.core.failure.FailureException;

/** A share of a memory budget. What holds buffers asks for the bytes first, and gives them back when it drops them. */
public interface MemoryLease {
    /** Counts nothing: for what is small, or bounded in another way. */
    MemoryLease UNCOUNTED = new MemoryLease() {
        @Override
        public void take(long bytes) {}

        @Override
        public void giveBack(long bytes) {}
    };

    /**
     * Adds to the share, and may wait for room.
     *
     * @throws FailureException when there is none; the share is as before then
     */
    void take(long bytes);

    /** Makes the share smaller. */
    void giveBack(long bytes);

    /** A share that ends when it is closed. */
    interface Closeable extends MemoryLease, AutoCloseable {
        @Override
        void close();
    }
}
