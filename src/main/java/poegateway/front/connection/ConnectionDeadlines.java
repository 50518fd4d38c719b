package poegateway.front.connection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Ticker;

/**
 * Closes connections that take too long, whoever sends: for the head of a request, from the opening of the connection (the
 * TLS handshake included) or from the first byte of a later head; and for the rest of their life, once that is limited.
 */
public final class ConnectionDeadlines implements Ticker.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionDeadlines.class);

    private final Ticker ticker;
    private final Duration headLimit;
    private final Map<EndPoint, Long> heads = new ConcurrentHashMap<>();
    private final Map<EndPoint, Long> lives = new ConcurrentHashMap<>();

    public ConnectionDeadlines(Ticker ticker, Duration headLimit) {
        this.ticker = ticker;
        this.headLimit = headLimit;
    }

    /** A head is under way; what is known to be under way keeps its deadline. */
    void headBegins(EndPoint endPoint) {
        headBegins(endPoint, headLimit);
    }

    /** As {@link #headBegins(EndPoint)}, with a limit of its own. */
    void headBegins(EndPoint endPoint, Duration limit) {
        heads.putIfAbsent(transport(endPoint), ticker.nanoTime() + limit.toNanos());
    }

    /** The head is complete, or there is none any more. */
    void headEnds(EndPoint endPoint) {
        heads.remove(transport(endPoint));
    }

    /** From now on the connection has so long, whatever happens on it; the first limit stays. */
    public void limitLife(EndPoint endPoint, Duration limit) {
        lives.putIfAbsent(transport(endPoint), ticker.nanoTime() + limit.toNanos());
    }

    /** Must be called for each connection, or it is held for good. */
    void closed(EndPoint endPoint) {
        heads.remove(transport(endPoint));
        lives.remove(transport(endPoint));
    }

    @Override
    public void tick(long nowNanos) {
        close(heads, nowNanos);
        close(lives, nowNanos);
    }

    /** Connections with a deadline; 0 when nothing leaked and nothing is open. */
    int size() {
        return heads.size() + lives.size();
    }

    /** To close runs code of others, which the ticker must not wait for. */
    private static void close(Map<EndPoint, Long> deadlines, long nowNanos) {
        deadlines.forEach((endPoint, deadline) -> {
            if (nowNanos - deadline > 0 && deadlines.remove(endPoint, deadline)) {
                LOG.debug("{} took too long and was closed", endPoint);
                Thread.startVirtualThread(endPoint::close);
            }
        });
    }

    /** The end below TLS, which there is one of before and after the handshake. */
    private static EndPoint transport(EndPoint endPoint) {
        return endPoint instanceof EndPoint.Wrapper wrapper ? transport(wrapper.unwrap()) : endPoint;
    }
}
