package poegateway.front.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Sees a caller leave while the gateway is silent towards it. Once the request body has been read, nothing reads the
 * connection any more, so that an end would be noticed at the next write at the earliest; the watch registers interest in
 * reading and looks when something comes. It does so at the first tick, since most requests are over by
 * then, and registering interest wakes the selector. A half-close counts as leaving. Empty lines behind the request mean nothing
 * (RFC 9112, 2.2). What a caller sends of its next requests (pipelining) goes back into the server's buffer when the watch
 * ends; one who sends {@link #EARLY_BYTES_MAX} ahead is watched no more.
 *
 * <p>Touches {@link HttpConnection}, which is internal to Jetty, as {@link CallerHttpConnection} does: its tests guard an update.
 */
public final class DisconnectDetector implements AutoCloseable {
    /** What the server's buffer surely takes back. */
    private static final int EARLY_BYTES_MAX = 4096;

    private final Runnable onGone;
    private final @Nullable AbstractEndPoint endPoint;
    private final @Nullable HttpConnection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Look look = new Look();
    private volatile boolean armed;
    private boolean open = true;
    private @Nullable ByteBuffer early;

    private DisconnectDetector(
            @Nullable AbstractEndPoint endPoint, @Nullable HttpConnection connection, Runnable onGone) {
        this.endPoint = endPoint;
        this.connection = connection;
        this.onGone = onGone;
    }

    /** Watches from the next tick until closed; {@code onGone} must not block. */
    public static DisconnectDetector start(Request request, Runnable onGone) {
        ConnectionMetaData metaData = request.getConnectionMetaData();
        if (metaData.getConnection() instanceof HttpConnection http1
                && http1.getEndPoint() instanceof AbstractEndPoint endPoint) {
            return new DisconnectDetector(endPoint, http1, onGone);
        }
        DisconnectDetector watch = new DisconnectDetector(null, null, onGone);
        request.addFailureListener(failure -> watch.gone());
        return watch;
    }

    /** Must be called before the handler returns, else the server finds a read pending that it does not know. */
    @Override
    public void close() {
        lock.lock();
        try {
            open = false;
            if (early != null && connection != null) {
                connection.onUpgradeTo(early);
                early = null;
            }
        } finally {
            lock.unlock();
        }
        if (armed && endPoint != null) {
            endPoint.getFillInterest().fillable();
        }
    }

    /** Arms the watch. Does not wait for the lock, under which foreign code may run: the next tick tries again. */
    public void tick() {
        if (armed || !lock.tryLock()) {
            return;
        }
        try {
            if (open && !armed) {
                armed = arm();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Not before the request was read to its end: until then, who reads it sees a caller leave. */
    private boolean arm() {
        if (connection == null || endPoint == null) {
            return true;
        }
        if (!isRead(connection.getParser())) {
            return false;
        }
        ByteBuffer arrived = connection.onUpgradeFrom();
        if (arrived == null) {
            endPoint.tryFillInterested(look);
            return true;
        }
        skipEmptyLines(arrived);
        if (arrived.remaining() < EARLY_BYTES_MAX) {
            ByteBuffer kept = BufferUtil.allocate(EARLY_BYTES_MAX);
            BufferUtil.append(kept, arrived);
            watchOn(endPoint, kept);
        } else {
            connection.onUpgradeTo(arrived);
        }
        return true;
    }

    /** The server notes the end of a body with a length only when it is asked for more. */
    private static boolean isRead(HttpParser parser) {
        return parser.isComplete()
                || (parser.getContentLength() > 0 && parser.getContentRead() == parser.getContentLength());
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
            if (open && endPoint != null) {
                read(endPoint);
            }
        } finally {
            lock.unlock();
        }
    }

    private void read(AbstractEndPoint from) {
        ByteBuffer buffer = early == null ? BufferUtil.allocate(EARLY_BYTES_MAX) : early;
        if (fill(from, buffer) < 0) {
            onGone.run();
        } else {
            watchOn(from, buffer);
        }
    }

    /** Keeps what came early; looks again while there is room for more. */
    private void watchOn(AbstractEndPoint from, ByteBuffer buffer) {
        skipEmptyLines(buffer);
        early = buffer.hasRemaining() ? buffer : null;
        if (buffer.remaining() < EARLY_BYTES_MAX) {
            from.tryFillInterested(look);
        }
    }

    private static void skipEmptyLines(ByteBuffer buffer) {
        while (buffer.hasRemaining() && isLineEnd(buffer.get(buffer.position()))) {
            buffer.get();
        }
    }

    private static boolean isLineEnd(byte next) {
        return next == '\r' || next == '\n';
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
