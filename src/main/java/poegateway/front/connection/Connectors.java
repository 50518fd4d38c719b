package poegateway.front.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import poegateway.config.ServerConfig;

/** The listening port: plain HTTP/1.1, or TLS with HTTP/1.1 and HTTP/2. */
public final class Connectors {
    /** The default of 50 makes 2,000 callers who arrive together wait 20 s. */
    private static final int ACCEPT_QUEUE = 4096;

    public static final int HEADERS_MAX_BYTES = 16 * 1024;
    /** Jetty ends the whole connection over HTTP/2 for more; up to here, {@code front.RequestGate} refuses the one request. */
    private static final int HTTP2_HEADERS_MAX_BYTES = 64 * 1024;

    private static final int OUTPUT_BUFFER_BYTES = 8 * 1024;
    /** Jetty may take twice this to close idle connections, which must be less than the server's time to stop. */
    private static final long SHUTDOWN_IDLE_MILLIS = 500;

    private static final int HTTP2_STREAMS_MAX = 1024;
    private static final String HTTP_1 = "http/1.1";

    private static final int THREADS_MAX = 200;
    private static final int THREADS_KEPT = 4;

    private Connectors() {}

    /**
     * Threads of the system for whoever waits for all connections, which the kernel wakes without a detour; every request
     * runs on a virtual thread.
     */
    public static ThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, THREADS_KEPT);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        return threads;
    }

    /** What is accepted as HTTP: strict, but for the URI, which {@code front.RequestGate} refuses: behind Jetty's refusal comes a reset. */
    public static void tighten(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(HEADERS_MAX_BYTES);
        http.setHeaderCacheSize(0); // Jetty's cache of request headers takes 70 to 100 KB for each connection
        http.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
        http.setHttpCompliance(HttpCompliance.STRICT);
        http.setUriCompliance(new UriCompliance("poe-gateway", EnumSet.allOf(UriCompliance.Violation.class)));
    }

    /** The port for callers. */
    public static ServerConnector create(
            Server server,
            HttpConfiguration http,
            ServerConfig settings,
            ConnectionCaps caps,
            ConnectionDeadlines deadlines) {
        ConnectionFactory[] factories = settings.tls()
                .map(tls -> encrypted(http, tls, deadlines))
                .orElseGet(() -> new ConnectionFactory[] {plain(http, deadlines)});
        return listening(
                new TimedConnector(server, caps, deadlines, factories),
                settings.host(),
                settings.port(),
                settings.idleTimeout());
    }

    /** The port for operations: plain HTTP/1.1, since what is read there is no secret. */
    public static ServerConnector createOps(
            Server server,
            HttpConfiguration http,
            String host,
            int port,
            Duration idle,
            ConnectionCaps caps,
            ConnectionDeadlines deadlines) {
        return listening(new TimedConnector(server, caps, deadlines, plain(http, deadlines)), host, port, idle);
    }

    private static HttpConnectionFactory plain(HttpConfiguration http, ConnectionDeadlines deadlines) {
        return new HttpConnectionFactory(http) {
            @Override
            public Connection newConnection(Connector connector, EndPoint endPoint) {
                return configure(
                        new CallerHttpConnection(getHttpConfiguration(), connector, endPoint, deadlines),
                        connector,
                        endPoint);
            }
        };
    }

    private static ServerConnector listening(ServerConnector connector, String host, int port, Duration idle) {
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(idle.toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MILLIS);
        open(connector);
        return connector;
    }

    /** Before the server starts, so that a port that is taken is one exception and no noise. */
    private static void open(ServerConnector connector) {
        try {
            connector.open();
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /**
     * Reads the files of the certificate anew, and tries them. What this returns puts them into force.
     *
     * @throws IllegalArgumentException with a sentence for the operator when they cannot be used
     */
    public static Runnable renewal(SslConnectionFactory factory, ServerConfig.Tls tls) {
        KeyStore renewed = PemKeyStore.load(tls.certificateFile(), tls.keyFile());
        SslContextFactory.Server trial = ssl(renewed);
        try {
            trial.start();
            trial.stop();
        } catch (Exception unusable) {
            throw new IllegalArgumentException(
                    "The certificate in " + tls.certificateFile() + " cannot be used: " + unusable.getMessage(),
                    unusable);
        }
        return () -> reload(factory.getSslContextFactory(), renewed);
    }

    private static void reload(SslContextFactory.Server ssl, KeyStore renewed) {
        try {
            ssl.reload(same -> same.setKeyStore(renewed));
        } catch (Exception bug) {
            throw new IllegalStateException("a new certificate cannot be used", bug);
        }
    }

    private static SslContextFactory.Server ssl(KeyStore certificate) {
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStore(certificate);
        ssl.setKeyStorePassword("");
        return ssl;
    }

    private static ConnectionFactory[] encrypted(
            HttpConfiguration plain, ServerConfig.Tls tls, ConnectionDeadlines deadlines) {
        HttpConfiguration http = new HttpConfiguration(plain);
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false); // one certificate serves every name that leads here
        http.addCustomizer(secure);
        SslContextFactory.Server ssl = ssl(PemKeyStore.load(tls.certificateFile(), tls.keyFile()));
        HttpConfiguration ofHttp2 = new HttpConfiguration(http);
        ofHttp2.setRequestHeaderSize(HTTP2_HEADERS_MAX_BYTES);
        CallerHttp2ConnectionFactory http2 = new CallerHttp2ConnectionFactory(ofHttp2);
        http2.setMaxConcurrentStreams(HTTP2_STREAMS_MAX);
        http2.setConnectProtocolEnabled(false);
        http2.setStreamIdleTimeout(-1); // a caller may wait long for a whole answer; time is the timeline's
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", HTTP_1);
        alpn.setDefaultProtocol(HTTP_1);
        return new ConnectionFactory[] {
            new TimedSslConnectionFactory(ssl, alpn.getProtocol(), deadlines), alpn, http2, plain(http, deadlines)
        };
    }
}
