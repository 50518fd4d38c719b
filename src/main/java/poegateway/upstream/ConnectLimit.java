package poegateway.upstream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many calls look for a connection at once. A call that finds no room on an HTTP/2 connection opens one, and only
 * when the handshake is done does it learn that another call has opened one for all: without this, a thousand callers at
 * once are a thousand handshakes and a handful of connections. A call that finds a connection at once passes in
 * microseconds. Safe for use from many threads.
 */
final class ConnectLimit {
    private final int callsMax;
    private final AtomicInteger calls = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<CompletableFuture<Boolean>> waiters = new ArrayDeque<>();
    /** Whether anybody waits. Calls that find nobody waiting take no lock. */
    private volatile boolean crowded;

    ConnectLimit(int callsMax) {
        this.callsMax = callsMax;
    }

    /**
     * Begins to look for a connection, after a wait for room. What was begun must be {@linkplain #leave ended}, once.
     *
     * @throws IOException when the attempt is stopped meanwhile; nothing was begun then
     */
    void enter(AttemptProgress attempt) throws IOException {
        if (!crowded && hasTakenRoom()) {
            return;
        }
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        lock.lock();
        try {
            waiters.add(turn);
            crowded = true;
            letInWhileRoom(); // whoever left before this call was seen to wait let nobody in
        } finally {
            lock.unlock();
        }
        attempt.stoppedBy(() -> turn.complete(false));
        if (!turn.join()) {
            forget(turn);
            throw new IOException("stopped while it waited to connect");
        }
    }

    /** A call has its connection, or needs none any more. */
    void leave() {
        calls.decrementAndGet();
        if (crowded) {
            lock.lock();
            try {
                letInWhileRoom();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A stream ended, so that a connection has room: one who waits may look, however many look already. */
    void streamEnded() {
        if (!crowded) {
            return;
        }
        lock.lock();
        try {
            if (letNextIn()) {
                calls.incrementAndGet();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Calls that look for a connection or wait to; 0 when nothing leaked. */
    int calls() {
        lock.lock();
        try {
            return calls.get() + waiters.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasTakenRoom() {
        int before = calls.get();
        while (before < callsMax) {
            if (calls.compareAndSet(before, before + 1)) {
                return true;
            }
            before = calls.get();
        }
        return false;
    }

    private void letInWhileRoom() {
        while (!waiters.isEmpty() && hasTakenRoom()) {
            if (!letNextIn()) {
                calls.decrementAndGet();
            }
        }
    }

    /** Says whether there was one that had not been stopped. */
    private boolean letNextIn() {
        CompletableFuture<Boolean> next = waiters.poll();
        while (next != null && !next.complete(true)) {
            next = waiters.poll();
        }
        crowded = !waiters.isEmpty();
        return next != null;
    }

    @SuppressWarnings("ReferenceEquality") // a turn is equal to itself alone
    private void forget(CompletableFuture<Boolean> stopped) {
        lock.lock();
        try {
            waiters.removeIf(waiter -> waiter == stopped);
            crowded = !waiters.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
