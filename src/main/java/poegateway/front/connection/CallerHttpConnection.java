package poegateway.front.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;

/**
 * HTTP/1.1 towards one caller: as Jetty speaks it, but with a limit in time for each head, with bodies that can be read on
 * behind an early answer, and with expectations and
 * upgrades ignored where RFC 9110 (7.8, 10.1.1) has them ignored and Jetty refuses the request.
 *
 * <p>Jetty's class is internal: the tests of heads and of upgrades guard an update.
 */
public final class CallerHttpConnection extends HttpConnection {
    private static final String CONTINUE = "100-continue";
    private static final int STEP_BYTES = 16 * 1024;

    private final ConnectionDeadlines deadlines;
    private volatile boolean malformed;
    private volatile boolean bodyMalformed;
    private long discardedBytes;

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

    /**
     * Behind the refusal of what was no HTTP, whatever still comes is read and thrown away, until the caller closes or its
     * time is over: Jetty would close at its first byte, and a caller who is still sending would see a reset.
     */
    @Override
    public void onFillable() {
        if (malformed) {
            discard();
        } else {
            super.onFillable();
        }
    }

    private void discard() {
        deadlines.limitLife(getEndPoint(), RequestDrain.LINGER);
        try {
            ByteBuffer waste = BufferUtil.allocate(STEP_BYTES);
            int filled = getEndPoint().fill(waste);
            while (filled > 0 && discardedBytes <= RequestDrain.BYTES_MAX) {
                discardedBytes += filled;
                BufferUtil.clear(waste);
                filled = getEndPoint().fill(waste);
            }
            if (filled == 0) {
                fillInterested();
            } else {
                close();
            }
        } catch (IOException gone) {
            close();
        }
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
            malformed = true;
            super.badMessage(failure);
        }

        /** Jetty tells of a malformed body in this way too, but then closes its parser only afterwards. */
        @Override
        public void earlyEOF() {
            bodyMalformed = getParser().isState(HttpParser.State.CLOSE);
            super.earlyEOF();
        }
    }

    private final class TolerantStream extends HttpStreamOverHTTP1 {
        private final HttpVersion version;

        TolerantStream(String method, String uri, HttpVersion version) {
            super(method, uri, version);
            this.version = version;
        }

        /** Who reads a malformed body must not take its caller for gone. */
        @Override
        public Content.Chunk read() {
            Content.Chunk chunk = super.read();
            return bodyMalformed && Content.Chunk.isFailure(chunk)
                    ? Content.Chunk.from(new IOException("the body is malformed"), true)
                    : chunk;
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
