package poegateway.upstream.http1;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that wait for the next call. The one that was used last goes first: it is the least likely to be closed by
 * the server just then, and the others grow old and go.
 */
final class ConnectionPool {
    static final int IDLE_MAX = 256;
    static final Duration IDLE_KEPT = Duration.ofSeconds(30);

    /**
     * How long a connection takes new calls. It also bounds for how long a server that sent one reply too many can answer
     * every call with the reply to the one before.
     */
    static final Duration AGE_MAX = Duration.ofMinutes(1);

    private record Idle(Connection connection, long sinceNanos) {}

    private final LongSupplier nanoTime;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    ConnectionPool(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The connection that was put back last; null when none is left that is young enough. */
    @Nullable
    Connection take() {
        long now = nanoTime.getAsLong();
        Idle last;
        synchronized (this) {
            last = idle.pollLast();
        }
        if (last == null || !isOld(last, now)) {
            return last == null ? null : last.connection();
        }
        close(last.connection());
        closeOld(now);
        return null;
    }

    /** Keeps a connection on which nothing is under way, unless it is old; over the limit the one that waited longest goes. */
    void put(Connection connection) {
        Connection surplus = null;
        long now = nanoTime.getAsLong();
        synchronized (this) {
            if (closed || now - connection.openedNanos() > AGE_MAX.toNanos()) {
                surplus = connection;
            } else {
                idle.addLast(new Idle(connection, now));
                if (idle.size() > IDLE_MAX) {
                    surplus = idle.removeFirst().connection();
                }
            }
        }
        if (surplus != null) {
            close(surplus);
        }
    }

    /** Closes those that have waited too long; never waits. */
    void closeOld(long nowNanos) {
        List<Connection> old = new ArrayList<>();
        synchronized (this) {
            for (Idle first = idle.peekFirst(); first != null && isOld(first, nowNanos); first = idle.peekFirst()) {
                idle.removeFirst();
                old.add(first.connection());
            }
        }
        old.forEach(ConnectionPool::close);
    }

    synchronized int size() {
        return idle.size();
    }

    /** Closes all that wait; whatever is put back later is closed as well. */
    void close() {
        List<Idle> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(idle);
            idle.clear();
        }
        all.forEach(one -> close(one.connection()));
    }

    private static boolean isOld(Idle one, long nowNanos) {
        return nowNanos - one.sinceNanos() > IDLE_KEPT.toNanos();
    }

    static void close(Connection connection) {
        try {
            connection.close();
        } catch (IOException unclosed) {
            // A channel that cannot be closed is closed.
        }
    }
}
