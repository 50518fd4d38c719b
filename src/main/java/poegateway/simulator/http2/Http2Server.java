package poegateway.simulator.http2;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import poegateway.simulator.wire.RequestLog;
import poegateway.simulator.wire.ServerContext;
import poegateway.simulator.wire.TlsIdentity;
import poegateway.simulator.wire.WireServer;

/**
 * HTTP/2 over TLS, frame by frame. Nothing else is offered in ALPN: a client that wants only HTTP/1.1 is refused in
 * the handshake.
 */
public final class Http2Server implements WireServer {
    private static final int THREADS = 16;
    private static final int NEVER = -1;

    private final Server server;
    private final int port;

    private Http2Server(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts; the port takes connections when this returns.
     *
     * @throws IllegalStateException when the port cannot be had
     */
    public static Http2Server start(
            String host, int port, int concurrentStreams, TlsIdentity identity, ServerContext context) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("simulated-poe-h2");
        threads.setDaemon(true);
        Server server = new Server(threads);
        SslConnectionFactory tls = tls(identity);
        tls.addEventListener(new ConnectionCount(context.log()));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2");
        ServerConnector connector =
                new ServerConnector(server, null, null, null, 1, 1, tls, alpn, frames(concurrentStreams, context));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(ServerContext.ACCEPT_BACKLOG);
        connector.setIdleTimeout(NEVER);
        server.addConnector(connector);
        server.setStopTimeout(0);
        start(server, connector);
        return new Http2Server(server, connector.getLocalPort());
    }

    private static void start(Server server, ServerConnector connector) {
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IllegalStateException("cannot listen on port " + connector.getPort() + ": " + e, e);
        }
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP/2 server refuses to stop", e);
        }
    }

    private static SslConnectionFactory tls(TlsIdentity identity) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(identity.keyStore());
        context.setKeyStorePassword("");
        return new SslConnectionFactory(context, "alpn");
    }

    private static RawHTTP2ServerConnectionFactory frames(int concurrentStreams, ServerContext context) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(ServerContext.HEAD_LIMIT_BYTES);
        RawHTTP2ServerConnectionFactory factory = new ListenedFrames(configuration, context);
        factory.setMaxConcurrentStreams(concurrentStreams);
        factory.setStreamIdleTimeout(NEVER);
        factory.setRateControlFactory(new RateControl.Factory() {});
        return factory;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        stop(server);
    }

    /** Gives each connection a listener of its own. */
    private static final class ListenedFrames extends RawHTTP2ServerConnectionFactory {
        private final ServerContext context;
        private final AtomicLong accepted = new AtomicLong();

        ListenedFrames(HttpConfiguration configuration, ServerContext context) {
            super(configuration, new ServerSessionListener() {});
            this.context = context;
        }

        @Override
        protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
            Map<Integer, Integer> settings = newSettings();
            return new Http2Connection(endPoint, accepted.incrementAndGet(), settings, context);
        }
    }

    private record ConnectionCount(RequestLog log) implements Connection.Listener {
        @Override
        public void onOpened(Connection connection) {
            log.connectionOpened();
        }

        @Override
        public void onClosed(Connection connection) {
            log.connectionClosed();
        }
    }
}
