package poegateway.relay.reply;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import poegateway.core.Cancellation;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;

/**
 * Memory for replies, over all requests. A request that finds none is refused before Poe is asked. A reply that has begun
 * was paid for, so it waits for room, and Poe with it. When room is short, one reply at a time may grow into the half that
 * is kept for this: a reply that needs no more than half of the budget is never lost, and no two wait for each other.
 */
public final class ReplyBudget {
    static final String SETTING = "upstream.reply-bytes-in-flight";
    /** Taken for each request before Poe is asked; enough for a small reply, or for a stream of small events. */
    static final int FIRST_BYTES = 16 * 1024;
    /** Parts of {@link #PARTS} that are there for requests that begin, and for all replies that grow at once. */
    private static final int PARTS_TO_BEGIN = 4;

    private static final int PARTS_TO_GROW = 3;
    private static final int PARTS = 8;

    private final long limitBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long heldBytes;
    /** The part of it that will be given back without growing further. */
    private long completeBytes;
    /** The one that may grow to the limit. */
    private @Nullable Lease first;

    public ReplyBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * A share for the reply to one request.
     *
     * @throws FailureException with {@link GatewayFailure.Overloaded} when there is no room for another
     */
    public Lease open(Cancellation cancellation) {
        lock.lock();
        try {
            if (heldBytes + FIRST_BYTES > part(PARTS_TO_BEGIN)) {
                throw new FailureException(new GatewayFailure.Overloaded(SETTING));
            }
            heldBytes += FIRST_BYTES;
            return new Lease(cancellation);
        } finally {
            lock.unlock();
        }
    }

    /** The heap itself had no room: the last line of defence. Poe was asked, or may have been. */
    public static FailureException outOfHeap() {
        return new FailureException(new GatewayFailure.ReplyDropped("the heap (-Xmx)"));
    }

    /** Held now; 0 when nothing leaked. */
    public long heldBytes() {
        lock.lock();
        try {
            return heldBytes;
        } finally {
            lock.unlock();
        }
    }

    private long part(int parts) {
        return limitBytes / PARTS * parts;
    }

    /** The memory of one reply. Belongs to one thread. */
    public final class Lease implements MemoryLease.Closeable {
        private final Cancellation cancellation;
        private long usedBytes;
        private long reservedBytes = FIRST_BYTES;
        private boolean complete;

        private Lease(Cancellation cancellation) {
            this.cancellation = cancellation;
        }

        /**
         * {@inheritDoc}
         *
         * @throws FailureException with {@link GatewayFailure.ReplyDropped} when there can be no room, or with the reason
         *     for which the request is cancelled meanwhile
         */
        @Override
        public void take(long bytes) {
            if (usedBytes + bytes > reservedBytes) {
                grow(usedBytes + bytes - reservedBytes);
            }
            usedBytes += bytes;
        }

        @Override
        public void giveBack(long bytes) {
            usedBytes -= bytes;
            release(reservedBytes - Math.max(usedBytes, FIRST_BYTES));
        }

        /** The reply is all there, and takes nothing more: another may go first. */
        public void complete() {
            lock.lock();
            try {
                if (!complete) {
                    complete = true;
                    completeBytes += reservedBytes;
                    yieldFirst();
                    changed.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Nothing of the reply is kept: another attempt may begin. */
        public void empty() {
            giveBack(usedBytes);
        }

        /** Gives all of it back. */
        @Override
        public void close() {
            complete();
            release(reservedBytes);
        }

        private void grow(long bytes) {
            lock.lock();
            try {
                if (!fits(bytes)) {
                    await(bytes);
                }
                heldBytes += bytes;
                reservedBytes += bytes;
            } finally {
                lock.unlock();
            }
        }

        private void release(long bytes) {
            if (bytes <= 0) {
                return;
            }
            lock.lock();
            try {
                heldBytes -= bytes;
                reservedBytes -= bytes;
                completeBytes -= complete ? bytes : 0;
                if (reservedBytes <= FIRST_BYTES) {
                    yieldFirst();
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Waits until it fits, or the request is cancelled. */
        private void await(long bytes) {
            Cancellation.Registration onCancel = cancellation.onCancel(this::wake);
            try {
                while (!fits(bytes)) {
                    cancellation.check();
                    if (first == this && heldBytes - completeBytes + bytes > limitBytes) {
                        throw new FailureException(new GatewayFailure.ReplyDropped(SETTING));
                    }
                    changed.awaitUninterruptibly();
                }
            } catch (FailureException lost) {
                yieldFirst();
                throw lost;
            } finally {
                onCancel.close();
            }
        }

        private boolean fits(long bytes) {
            if (heldBytes + bytes <= part(PARTS_TO_GROW)) {
                return true;
            }
            if (first == null) {
                first = this;
            }
            return first == this && heldBytes + bytes <= limitBytes;
        }

        private void yieldFirst() {
            if (first == this) {
                first = null;
                changed.signalAll();
            }
        }

        private void wake() {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
