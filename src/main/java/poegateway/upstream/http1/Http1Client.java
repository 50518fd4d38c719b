package poegateway.upstream.http1;

import java.net.InetAddress;
import java.time.Duration;
import poegateway.core.Ticker;

/** Calls one origin over HTTP/1.1. Follows no redirect and sends nothing twice of which a byte went out. */
public final class Http1Client implements Ticker.Listener, AutoCloseable {
    private final Origin origin;
    private final ConnectionPool pool;
    private final Connector connector;

    /**
     * @param connectTimeout divided among the addresses of a host that has several; the bound on a whole connection is the
     *     caller's to keep, by {@link Http1Call#cancel}
     * @param ticker tells the time
     */
    public Http1Client(Origin origin, Duration connectTimeout, Ticker ticker) {
        this.origin = origin;
        this.pool = new ConnectionPool(ticker::nanoTime);
        this.connector = new Connector(origin, new HostResolver(InetAddress::getAllByName), connectTimeout, ticker);
    }

    /** A call that is still to be executed, once. */
    public Http1Call newCall(Http1Request request, CallProgress progress) {
        return new Http1Call(request, progress, origin, pool, connector);
    }

    /** Closes connections that have waited too long for a call. */
    @Override
    public void tick(long nowNanos) {
        pool.closeOld(nowNanos);
    }

    /** Connections that wait for a call. */
    public int idleConnections() {
        return pool.size();
    }

    /** Closes idle connections, and those of calls under way when they end. */
    @Override
    public void close() {
        pool.close();
    }
}
