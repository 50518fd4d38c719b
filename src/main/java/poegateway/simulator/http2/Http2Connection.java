package poegateway.simulator.http2;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import poegateway.simulator.wire.ServerContext;

/** One connection of HTTP/2 and the exchanges that are under way on it. */
final class Http2Connection implements ServerSessionListener {
    private final EndPoint endPoint;
    private final long number;
    private final Map<Integer, Integer> settings;
    private final ServerContext context;
    private final Set<Http2Exchange> exchanges = ConcurrentHashMap.newKeySet();

    Http2Connection(EndPoint endPoint, long number, Map<Integer, Integer> settings, ServerContext context) {
        this.endPoint = endPoint;
        this.number = number;
        this.settings = settings;
        this.context = context;
    }

    @Override
    public Map<Integer, Integer> onPreface(Session session) {
        return settings;
    }

    @Override
    public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
        Http2Exchange exchange = Http2Exchange.of(this, stream, frame, context);
        exchanges.add(exchange);
        exchange.begin(frame.isEndStream());
        return exchange;
    }

    /** The peer is gone. Jetty keeps streams of a peer that said GOAWAY first, so it is not left to the streams. */
    @Override
    public void onFailure(Session session, Throwable failure, Callback callback) {
        exchanges.forEach(Http2Exchange::peerLeft);
        callback.succeeded();
    }

    @Override
    public void onClose(Session session, GoAwayFrame frame, Callback callback) {
        exchanges.forEach(Http2Exchange::peerLeft);
        callback.succeeded();
    }

    long number() {
        return number;
    }

    void forget(Http2Exchange exchange) {
        exchanges.remove(exchange);
    }

    /** Closes the connection in order; what else is under way on it was broken off by the simulator. */
    void close() {
        exchanges.forEach(Http2Exchange::breakOff);
        endPoint.close();
    }

    /** Resets the connection: no close_notify, no FIN. */
    void reset() throws IOException {
        exchanges.forEach(Http2Exchange::breakOff);
        EndPoint raw = endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : endPoint;
        if (raw.getTransport() instanceof SocketChannel channel) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        raw.close();
    }
}
