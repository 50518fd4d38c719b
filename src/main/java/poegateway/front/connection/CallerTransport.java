package poegateway.front.connection;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** How the connection or stream of a caller ends before it would by itself. */
public final class CallerTransport {
    private CallerTransport() {}

    /**
     * Cuts a caller off, so that what it has of its answer cannot pass for a whole one. On HTTP/1.1 the connection is reset: an
     * orderly end is how an answer without a length ends well. On HTTP/2 the stream is reset, and the connection lives on. Works
     * in the middle of a write that blocks too; does not block, and does no harm when it is done again.
     */
    public static void cut(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        if (connection instanceof HTTP2Connection http2) {
            reset(http2.getSession().getStream(Integer.parseInt(request.getId())));
        } else {
            reset(connection.getEndPoint());
        }
    }

    /** Behind the answer to this request, a caller over HTTP/2 is told to take its next ones to another connection. */
    public static void goAwayAfter(Request request) {
        if (request.getConnectionMetaData().getConnection() instanceof HTTP2Connection http2) {
            Request.addCompletionListener(
                    request, broken -> http2.getSession().goAway(GoAwayFrame.GRACEFUL, Callback.NOOP));
        }
    }

    private static void reset(@Nullable Stream stream) {
        if (stream != null) {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }
    }

    private static void reset(EndPoint given) {
        EndPoint endPoint = given instanceof SslConnection.SslEndPoint encrypted
                ? encrypted.getSslConnection().getEndPoint()
                : given;
        if (endPoint.getTransport() instanceof SocketChannel socket) {
            linger(socket);
        }
        endPoint.close();
    }

    private static void linger(SocketChannel socket) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException closed) {
            // it is closed already, which is all that is wanted
        }
    }
}
