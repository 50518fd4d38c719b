package poegateway.front;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * HTTP/1.1 towards one caller: as Jetty speaks it, but with a limit in time for each head, and with expectations and
 * upgrades ignored where RFC 9110 (7.8, 10.1.1) has them ignored and Jetty refuses the request.
 *
 * <p>Jetty's class is internal: the tests of heads and of upgrades guard an update.
 */
final class CallerHttpConnection extends HttpConnection {
    private static final String CONTINUE = "100-continue";

    private final ConnectionDeadlines deadlines;

    CallerHttpConnection(
            HttpConfiguration http, Connector connector, EndPoint endPoint, ConnectionDeadlines deadlines) {
        super(http, connector, endPoint);
        this.deadlines = deadlines;
    }

    @Override
    protected RequestHandler newRequestHandler() {
        return new TimedHandler();
    }

    @Override
    protected HttpStreamOverHTTP1 newHttpStream(String method, String uri, HttpVersion version) {
        return new TolerantStream(method, uri, version);
    }

    private final class TimedHandler extends RequestHandler {
        /** Also told when the server looks for a next request and nothing has come. */
        @Override
        public void messageBegin() {
            if (!isRequestBufferEmpty()) {
                deadlines.headBegins(getEndPoint());
            }
            super.messageBegin();
        }

        @Override
        public boolean headerComplete() {
            deadlines.headEnds(getEndPoint());
            return super.headerComplete();
        }

        @Override
        public void badMessage(HttpException failure) {
            deadlines.headEnds(getEndPoint());
            super.badMessage(failure);
        }
    }

    private final class TolerantStream extends HttpStreamOverHTTP1 {
        private final HttpVersion version;

        TolerantStream(String method, String uri, HttpVersion version) {
            super(method, uri, version);
            this.version = version;
        }

        @Override
        public void parsedHeader(HttpField field) {
            super.parsedHeader(isIgnored(field) ? new HttpField(null, field.getName(), field.getValue()) : field);
        }

        /** A field without its known header can be read by its name, and means nothing to Jetty. */
        private boolean isIgnored(HttpField field) {
            if (field.getHeader() == HttpHeader.EXPECT) {
                return version != HttpVersion.HTTP_1_1 || !CONTINUE.equalsIgnoreCase(field.getValue());
            }
            return field.getHeader() == HttpHeader.UPGRADE;
        }
    }
}
