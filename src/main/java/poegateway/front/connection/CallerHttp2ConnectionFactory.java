package poegateway.front.connection;

import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.internal.HTTP2ServerConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.Callback;

/**
 * HTTP/2 towards callers: as Jetty speaks it, but a connection that ends is the end of all its streams, and expectations are
 * ignored where RFC 9110 (10.1.1) has them ignored and Jetty refuses the request.
 */
final class CallerHttp2ConnectionFactory extends HTTP2ServerConnectionFactory {
    CallerHttp2ConnectionFactory(HttpConfiguration http) {
        super(http);
    }

    @Override
    protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
        return new CallerSession(endPoint);
    }

    private final class CallerSession extends HTTPServerSessionListener {
        private final EndPoint endPoint;

        CallerSession(EndPoint endPoint) {
            super(endPoint);
            this.endPoint = endPoint;
        }

        @Override
        public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
            return super.onNewStream(stream, withoutExpectation(frame));
        }

        /** Behind a GOAWAY, Jetty lets streams live on whose request is whole, though nobody is left to be answered. */
        @Override
        public void onFailure(Session session, Throwable failure, Callback callback) {
            if (endPoint.getConnection() instanceof HTTP2ServerConnection connection) {
                EofException ended = new EofException(failure);
                session.getStreams().forEach(stream -> connection.onStreamFailure(stream, ended, Callback.NOOP));
            }
            super.onFailure(session, failure, callback);
        }
    }

    private static HeadersFrame withoutExpectation(HeadersFrame frame) {
        HttpField expectation = frame.getMetaData().getHttpFields().getField(HttpHeader.EXPECT);
        if (expectation == null
                || HttpHeaderValue.CONTINUE.is(expectation.getValue())
                || !(frame.getMetaData() instanceof MetaData.Request request)) {
            return frame;
        }
        HttpFields.Mutable fields = HttpFields.build();
        request.getHttpFields().forEach(field -> fields.add(known(field)));
        MetaData.Request tolerated = new MetaData.Request(
                request.getBeginNanoTime(),
                request.getMethod(),
                request.getHttpURI(),
                request.getHttpVersion(),
                fields.asImmutable(),
                request.getContentLength());
        return new HeadersFrame(frame.getStreamId(), tolerated, frame.getPriority(), frame.isEndStream());
    }

    /** A field without its known header can be read by its name, and means nothing to Jetty. */
    private static HttpField known(HttpField field) {
        return Objects.equals(field.getHeader(), HttpHeader.EXPECT)
                ? new HttpField(null, field.getName(), field.getValue())
                : field;
    }
}
