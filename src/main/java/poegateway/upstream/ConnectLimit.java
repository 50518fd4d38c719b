package poegateway.upstream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how many calls look for a connection at once. A call that finds no room on an HTTP/2 connection opens one, and only
 * when the handshake is done does it learn that another call has opened one for all: without this, a thousand callers at
 * once are a thousand handshakes and a handful of connections. A call that finds a connection at once passes in
 * microseconds. Safe for use from many threads.
 */
final class ConnectLimit {
    private final int callsMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<CompletableFuture<Boolean>> waiters = new ArrayDeque<>();
    private int calls;
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
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        lock.lock();
        try {
            if (calls < callsMax && waiters.isEmpty()) {
                calls++;
                return;
            }
            waiters.add(turn);
            crowded = true;
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
        lock.lock();
        try {
            calls--;
            if (calls < callsMax) {
                letIn();
            }
        } finally {
            lock.unlock();
        }
    }

    /** A stream ended, so that a connection has room: one who waits may look, however many look already. */
    void streamEnded() {
        if (!crowded) {
            return;
        }
        lock.lock();
        try {
            letIn();
        } finally {
            lock.unlock();
        }
    }

    /** Calls that look for a connection or wait to; 0 when nothing leaked. */
    int calls() {
        lock.lock();
        try {
            return calls + waiters.size();
        } finally {
            lock.unlock();
        }
    }

    private void letIn() {
        CompletableFuture<Boolean> next = waiters.poll();
        while (next != null && !next.complete(true)) {
            next = waiters.poll();
        }
        if (next != null) {
            calls++;
        }
        crowded = !waiters.isEmpty();
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
