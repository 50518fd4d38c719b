package poegateway.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sees a caller leave while the gateway is silent towards it. Once the request body has been read, nothing reads the
 * connection any more, so that an end would be noticed at the next write at the earliest; the watch registers interest in
 * reading and looks when something comes. It does so at the first tick, since most requests are over by
 * then, and registering interest wakes the selector. A half-close counts as leaving. A caller who sends the next request early
 * (pipelining) gets its bytes back into the server's buffer and is watched no more.
 *
 * <p>The one class that touches {@link HttpConnection}, which is internal to Jetty: its tests guard an update.
 */
final class CallerWatch implements AutoCloseable {
    private static final int PIPELINED_BYTES = 4096;

    private final Runnable onGone;
    private final @Nullable AbstractEndPoint endPoint;
    private final @Nullable HttpConnection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Look look = new Look();
    private volatile boolean armed;
    private boolean open = true;

    private CallerWatch(@Nullable AbstractEndPoint endPoint, @Nullable HttpConnection connection, Runnable onGone) {
        this.endPoint = endPoint;
        this.connection = connection;
        this.onGone = onGone;
    }

    /** Watches from the next tick until closed; {@code onGone} must not block. */
    static CallerWatch start(Request request, Runnable onGone) {
        ConnectionMetaData metaData = request.getConnectionMetaData();
        if (metaData.getConnection() instanceof HttpConnection http1
                && http1.getEndPoint() instanceof AbstractEndPoint endPoint) {
            return new CallerWatch(endPoint, http1, onGone);
        }
        CallerWatch watch = new CallerWatch(null, null, onGone);
        request.addFailureListener(failure -> watch.gone());
        return watch;
    }

    /** Must be called before the handler returns, else the server finds a read pending that it does not know. */
    @Override
    public void close() {
        lock.lock();
        try {
            open = false;
        } finally {
            lock.unlock();
        }
        if (armed && endPoint != null) {
            endPoint.getFillInterest().fillable();
        }
    }

    /** Arms the watch. Does not wait for the lock, under which foreign code may run: the next tick tries again. */
    void tick() {
        if (armed || !lock.tryLock()) {
            return;
        }
        try {
            if (open && !armed) {
                arm();
                armed = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void arm() {
        if (connection != null && endPoint != null && connection.isRequestBufferEmpty()) {
            endPoint.tryFillInterested(look);
        }
    }

    private void gone() {
        lock.lock();
        try {
            if (open) {
                onGone.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        lock.lock();
        try {
            if (open && endPoint != null && connection != null) {
                read(endPoint, connection);
            }
        } finally {
            lock.unlock();
        }
    }

    private void read(AbstractEndPoint from, HttpConnection owner) {
        ByteBuffer buffer = ByteBuffer.allocate(PIPELINED_BYTES);
        buffer.limit(0);
        int filled = fill(from, buffer);
        if (filled < 0) {
            onGone.run();
        } else if (filled == 0) {
            from.tryFillInterested(look);
        } else {
            owner.onUpgradeTo(buffer);
        }
    }

    private static int fill(AbstractEndPoint from, ByteBuffer buffer) {
        try {
            return from.fill(buffer);
        } catch (IOException reset) {
            return -1;
        }
    }

    private final class Look implements Callback {
        @Override
        public void succeeded() {
            look();
        }

        @Override
        public void failed(Throwable cause) {
            gone(); // no idle time-out comes here: Jetty does not count one while a request is under way
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
