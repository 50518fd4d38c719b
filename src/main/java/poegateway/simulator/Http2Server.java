package poegateway.simulator;

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

/**
 * HTTP/2 over TLS, frame by frame. Nothing else is offered in ALPN: a client that wants only HTTP/1.1 is refused in
 * the handshake.
 */
final class Http2Server implements WireServer {
    private static final int THREADS = 16;
    private static final int NEVER = -1;

    private final Server server;
    private final ServerConnector connector;

    private Http2Server(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** @throws IllegalStateException when the port cannot be had */
    static Http2Server start(SimulatedPoe.Options options, SelfSigned certificate, Backstage backstage) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("simulated-poe-h2");
        threads.setDaemon(true);
        Server server = new Server(threads);
        SslConnectionFactory tls = tls(certificate);
        tls.addEventListener(new ConnectionCount(backstage.ledger()));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2");
        ServerConnector connector =
                new ServerConnector(server, null, null, null, 1, 1, tls, alpn, frames(options, backstage));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setAcceptQueueSize(Http1Server.ACCEPT_BACKLOG);
        connector.setIdleTimeout(NEVER);
        server.addConnector(connector);
        server.setStopTimeout(0);
        return started(new Http2Server(server, connector));
    }

    private static Http2Server started(Http2Server http2) {
        try {
            http2.server.start();
            return http2;
        } catch (Exception e) {
            http2.close();
            throw new IllegalStateException("cannot listen on port " + http2.connector.getPort() + ": " + e, e);
        }
    }

    private static SslConnectionFactory tls(SelfSigned certificate) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(certificate.keyStore());
        context.setKeyStorePassword("");
        return new SslConnectionFactory(context, "alpn");
    }

    private static RawHTTP2ServerConnectionFactory frames(SimulatedPoe.Options options, Backstage backstage) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(Backstage.HEAD_LIMIT_BYTES);
        RawHTTP2ServerConnectionFactory factory = new ListenedFrames(configuration, backstage);
        factory.setMaxConcurrentStreams(options.concurrentStreams());
        factory.setStreamIdleTimeout(NEVER);
        factory.setRateControlFactory(new RateControl.Factory() {});
        return factory;
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP/2 server refuses to stop", e);
        }
    }

    /** Gives each connection a listener of its own. */
    private static final class ListenedFrames extends RawHTTP2ServerConnectionFactory {
        private final Backstage backstage;
        private final AtomicLong accepted = new AtomicLong();

        ListenedFrames(HttpConfiguration configuration, Backstage backstage) {
            super(configuration, new ServerSessionListener() {});
            this.backstage = backstage;
        }

        @Override
        protected ServerSessionListener newSessionListener(Connector connector, EndPoint endPoint) {
            Map<Integer, Integer> settings = newSettings();
            return new Http2Connection(endPoint, accepted.incrementAndGet(), settings, backstage);
        }
    }

    private record ConnectionCount(Ledger ledger) implements Connection.Listener {
        @Override
        public void onOpened(Connection connection) {
            ledger.connectionOpened();
        }

        @Override
        public void onClosed(Connection connection) {
            ledger.connectionClosed();
        }
    }
}
