package poegateway.front;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import poegateway.core.Pulse;

/**
 * Sees a caller leave while the gateway is silent towards it. Once the request body has been read, nothing reads the
 * connection any more, so that an end would be noticed at the next write at the earliest; the watch registers interest in
 * reading and looks when something comes. It does so at the first beat of the pulse, since most requests are over by then,
 * and each interest costs the waking of the thread that has them all. A half-close counts as leaving. A caller who sends the next request early
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
    private final @Nullable Stream http2Stream;
    private final Look look = new Look();
    private Pulse.Seat seat = () -> {};
    private volatile boolean armed;
    private boolean open = true;

    private CallerWatch(
            @Nullable AbstractEndPoint endPoint,
            @Nullable HttpConnection connection,
            @Nullable Stream http2Stream,
            Runnable onGone) {
        this.endPoint = endPoint;
        this.connection = connection;
        this.http2Stream = http2Stream;
        this.onGone = onGone;
    }

    /** Watches until closed; {@code onGone} must not block. */
    static CallerWatch start(Request request, Pulse pulse, Runnable onGone) {
        ConnectionMetaData metaData = request.getConnectionMetaData();
        if (metaData.getConnection() instanceof HttpConnection http1
                && http1.getEndPoint() instanceof AbstractEndPoint endPoint) {
            CallerWatch watch = new CallerWatch(endPoint, http1, null, onGone);
            watch.seat = pulse.join(now -> watch.armOnce());
            return watch;
        }
        CallerWatch watch = new CallerWatch(null, null, stream(request), onGone);
        request.addFailureListener(failure -> watch.gone());
        return watch;
    }

    /** Cuts the caller off, in the middle of a write that blocks too. */
    void cut() {
        if (endPoint != null) {
            endPoint.close();
        }
        Stream stream = http2Stream;
        if (stream != null) {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }
    }

    /** Must be called before the handler returns, else the server finds a read pending that it does not know. */
    @Override
    public void close() {
        seat.close();
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

    /** Runs on the beat of the pulse, so it does not wait for the lock, under which foreign code may run: the next beat tries again. */
    private void armOnce() {
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

    private static @Nullable Stream stream(Request request) {
        return request.getConnectionMetaData().getConnection() instanceof HTTP2Connection http2
                ? http2.getSession().getStream(Integer.parseInt(request.getId()))
                : null;
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
