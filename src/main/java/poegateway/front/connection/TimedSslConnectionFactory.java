package poegateway.front.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.server.internal.HTTP2ServerConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** TLS whose HTTP/2 heads have a limit in time; those of HTTP/1.1 are seen by {@link CallerHttpConnection}. */
final class TimedSslConnectionFactory extends SslConnectionFactory {
    private final ConnectionDeadlines deadlines;

    TimedSslConnectionFactory(SslContextFactory.Server ssl, String next, ConnectionDeadlines deadlines) {
        super(ssl, next);
        this.deadlines = deadlines;
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        return new TimedSslConnection(connector, endPoint, engine);
    }

    private final class TimedSslConnection extends SslConnection {
        TimedSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
            super(
                    connector.getByteBufferPool(),
                    connector.getExecutor(),
                    getSslContextFactory(),
                    endPoint,
                    engine,
                    isDirectBuffersForEncryption(),
                    isDirectBuffersForDecryption());
        }

        /** A caller that waits is not idle: behind a GOAWAY, by either side, Jetty would end the connection with its streams. */
        @Override
        public boolean onIdleExpired(TimeoutException timeout) {
            boolean waits = getSslEndPoint().getConnection() instanceof HTTP2ServerConnection http2
                    && !http2.onSessionTimeout(timeout);
            return !waits && super.onIdleExpired(timeout);
        }

        @Override
        protected SslEndPoint newSslEndPoint() {
            return new TimedEndPoint();
        }

        private final class TimedEndPoint extends SslEndPoint {
            private final Http2HeadScanner scanner = new Http2HeadScanner();

            @Override
            public int fill(ByteBuffer buffer) throws IOException {
                int filled = super.fill(buffer);
                if (filled > 0 && getConnection() instanceof HTTP2Connection) {
                    note(buffer.slice(buffer.limit() - filled, filled));
                }
                return filled;
            }

            private void note(ByteBuffer bytes) {
                if (scanner.read(bytes)) {
                    deadlines.headBegins(this);
                } else {
                    deadlines.headEnds(this);
                }
            }
        }
    }
}
