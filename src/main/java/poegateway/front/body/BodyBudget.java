package poegateway.front.body;

import java.util.concurrent.atomic.AtomicLong;
import poegateway.core.MemoryLease;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;

/**
 * Memory for request bodies, over all requests: what does not fit is refused. A body is charged as it arrives, and large
 * ones leave room for small ones.
 */
public final class BodyBudget {
    private static final String SETTING = "server.body-bytes-in-flight";
    /** A body of 64 KiB takes no more than this, even while it is moved into one piece. */
    static final int SMALL_BODY_BYTES = 128 * 1024;
    /** One part in so many is kept for small bodies. */
    static final int SMALL_BODY_SHARE = 8;

    private final long limitBytes;
    private final long limitForLargeBytes;
    private final AtomicLong heldBytes = new AtomicLong();

    public BodyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
        this.limitForLargeBytes = limitBytes - limitBytes / SMALL_BODY_SHARE;
    }

    /** A share for one body, empty at first. */
    Lease open() {
        return new Lease();
    }

    /** Held now; 0 when nothing leaked. */
    public long heldBytes() {
        return heldBytes.get();
    }

    /** The memory of one body. Belongs to one thread. */
    final class Lease implements MemoryLease, AutoCloseable {
        private long takenBytes;

        private Lease() {}

        /**
         * Takes the bytes, or takes none and fails: with {@link GatewayFailure.Overloaded}, or with
         * {@link ClientFailure.BodyOverMemory} where they would not fit if they were the only ones.
         */
        @Override
        public void take(long bytes) {
            long limit = takenBytes + bytes > SMALL_BODY_BYTES ? limitForLargeBytes : limitBytes;
            if (takenBytes + bytes > limit) {
                throw new FailureException(new ClientFailure.BodyOverMemory(limit));
            }
            if (heldBytes.addAndGet(bytes) > limit) {
                heldBytes.addAndGet(-bytes);
                throw new FailureException(new GatewayFailure.Overloaded(SETTING));
            }
            takenBytes += bytes;
        }

        @Override
        public void giveBack(long bytes) {
            heldBytes.addAndGet(-bytes);
            takenBytes -= bytes;
        }

        /** Gives all of it back. */
        @Override
        public void close() {
            giveBack(takenBytes);
        }
    }
}
