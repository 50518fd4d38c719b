package poegateway.simulator.wire;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import poegateway.simulator.script.SimulatedRequest;

/** Counts what comes, what is open and who left, and wakes those who wait for a count. */
public final class RequestLog {
    /** Arrivals kept with their details; older ones are only counted. */
    static final int ARRIVALS_KEPT = 256;

    /** Bytes of their bodies; with larger ones, fewer are kept. */
    static final long BODIES_KEPT_BYTES = 16L * 1024 * 1024;

    /** Paths counted one by one. */
    static final int PATHS_COUNTED = 1_000;

    static final String OTHER_PATHS = "(other)";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Arrival> latest = new ArrayDeque<>();
    private final Map<String, Long> arrivalsByPath = new HashMap<>();
    private long arrivals;
    private int openRequests;
    private int openConnections;
    private long hangUps;
    private long bytesSent;
    private long bodiesKept;

    public void connectionOpened() {
        change(() -> openConnections++);
    }

    public void connectionClosed() {
        change(() -> openConnections--);
    }

    /** A request whose head is here. */
    OpenRequest open(String protocol, long connection) {
        change(() -> openRequests++);
        return new CountedRequest(protocol, connection);
    }

    public RequestCounts census() {
        lock.lock();
        try {
            return new RequestCounts(arrivals, arrivalsByPath, openRequests, openConnections, hangUps, bytesSent);
        } finally {
            lock.unlock();
        }
    }

    /** The latest arrivals, oldest first. */
    public List<Arrival> latest() {
        lock.lock();
        try {
            return List.copyOf(latest);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the counts are as wanted; false when they were not in time. */
    public boolean await(Predicate<RequestCounts> wanted, Duration atMost) throws InterruptedException {
        long nanosLeft = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (!wanted.test(census())) {
                if (nanosLeft <= 0) {
                    return false;
                }
                nanosLeft = changed.awaitNanos(nanosLeft);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable entry) {
        lock.lock();
        try {
            entry.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void list(Arrival arrival) {
        arrivals++;
        String path = arrival.path();
        boolean counted = arrivalsByPath.containsKey(path) || arrivalsByPath.size() < PATHS_COUNTED;
        arrivalsByPath.merge(counted ? path : OTHER_PATHS, 1L, Long::sum);
        latest.addLast(arrival);
        bodiesKept += arrival.body().length;
        while (latest.size() > ARRIVALS_KEPT || bodiesKept > BODIES_KEPT_BYTES) {
            bodiesKept -= latest.removeFirst().body().length;
        }
    }

    private final class CountedRequest implements OpenRequest {
        private final String protocol;
        private final long connection;
        private boolean over;

        CountedRequest(String protocol, long connection) {
            this.protocol = protocol;
            this.connection = connection;
        }

        @Override
        public void arrived(SimulatedRequest request) {
            Arrival arrival = Arrival.of(protocol, connection, request);
            change(() -> list(arrival));
        }

        @Override
        public void sent(long bytes) {
            change(() -> bytesSent += bytes);
        }

        @Override
        public void end() {
            change(() -> close(0));
        }

        @Override
        public void hangUp() {
            change(() -> close(1));
        }

        private void close(int hungUp) {
            if (!over) {
                over = true;
                openRequests--;
                hangUps += hungUp;
            }
        }
    }
}
