package poegateway.front;

import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.OptionalInt;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;
import poegateway.config.OpsConfig;
import poegateway.config.ServerConfig;
import poegateway.core.Ticker;
import poegateway.front.connection.ConnectionCaps;
import poegateway.front.connection.ConnectionDeadlines;
import poegateway.front.connection.Connectors;

/**
 * The port for callers and, where one is set, the port for operations, where no key is asked: it has health and metrics, and
 * then the other has no metrics.
 */
final class Ports {
    /** Whoever watches is a probe or two. */
    static final int OPS_CONNECTIONS_MAX = 64;

    private static final String HEALTH = "/health";

    private final ServerConfig settings;
    private final OpsConfig watching;
    private final ConnectionCaps caps;
    private final ConnectionCaps opsCaps;
    private final ConnectionDeadlines deadlines;
    private final RouteTable ofMain;
    private final RouteTable ofOps;
    private volatile @Nullable ServerConnector main;
    private volatile @Nullable ServerConnector ops;
    private volatile int mainNumber;
    private volatile int opsNumber;

    /** {@code most} connections of callers are served at once, where the settings do not allow fewer. */
    Ports(ServerConfig settings, OpsConfig ops, RouteTable all, int most, Ticker ticker) {
        this.settings = settings;
        this.caps = new ConnectionCaps(settings, Math.min(most, settings.connections()));
        this.opsCaps = new ConnectionCaps(settings, OPS_CONNECTIONS_MAX);
        this.deadlines = new ConnectionDeadlines(ticker, settings.headTimeout());
        ticker.registerPermanently(deadlines);
        this.watching = ops;
        this.ofMain = ops.port().isEmpty() ? all : all.only(route -> route.access() != Route.Access.METRICS);
        this.ofOps = all.only(
                route -> route.access() == Route.Access.METRICS || route.path().startsWith(HEALTH));
    }

    void addTo(JettyConfig jetty) {
        jetty.addConnector(this::createMain);
        watching.port().ifPresent(port -> jetty.addConnector((server, http) -> createOps(server, http, port)));
    }

    /** Whether the request came by the port for operations. */
    @SuppressWarnings("ReferenceEquality") // the question is which port it is, not what it looks like
    boolean isOps(Context context) {
        return ops != null
                && ServletContextRequest.getServletContextRequest(context.req())
                                .getConnectionMetaData()
                                .getConnector()
                        == ops;
    }

    /** Whether the port for operations is for this machine alone. */
    boolean opsOnLoopback() {
        try {
            return InetAddress.getByName(watching.host()).isLoopbackAddress();
        } catch (UnknownHostException renamed) {
            return true; // it was opened under this name
        }
    }

    /** What there is at the port by which the request came. */
    RouteTable table(Context context) {
        return isOps(context) ? ofOps : ofMain;
    }

    /** Whether the request came by a connection that is one too many, and has to be told so. */
    boolean isSurplus(Request request) {
        Object transport =
                transport(request.getConnectionMetaData().getConnection().getEndPoint());
        return caps.isSurplus(transport) || opsCaps.isSurplus(transport);
    }

    private static Object transport(EndPoint endPoint) {
        return endPoint instanceof EndPoint.Wrapper wrapper ? transport(wrapper.unwrap()) : endPoint.getTransport();
    }

    /** Gives the connection of a request no more than so long to end. */
    void limitLife(Request request, Duration limit) {
        deadlines.limitLife(request.getConnectionMetaData().getConnection().getEndPoint(), limit);
    }

    /** Number of the port for callers, once it was opened. */
    int main() {
        return mainNumber;
    }

    /** Number of the port for operations, once it was opened. */
    OptionalInt ops() {
        return ops == null ? OptionalInt.empty() : OptionalInt.of(opsNumber);
    }

    /** Takes no new connections of callers; watching goes on. */
    void closeMain() {
        ServerConnector open = main;
        if (open != null) {
            open.close();
        }
    }

    /** No more than the port for callers speaks TLS; see {@link Connectors#renewal}. */
    Runnable renewal(ServerConfig.Tls tls) {
        ServerConnector open = main;
        SslConnectionFactory factory = open == null ? null : open.getConnectionFactory(SslConnectionFactory.class);
        return factory == null ? () -> {} : Connectors.renewal(factory, tls);
    }

    private ServerConnector createMain(Server server, HttpConfiguration http) {
        ServerConnector made = Connectors.create(server, http, settings, caps, deadlines);
        main = made;
        mainNumber = made.getLocalPort();
        return made;
    }

    private ServerConnector createOps(Server server, HttpConfiguration http, int port) {
        ServerConnector made =
                Connectors.createOps(server, http, watching.host(), port, settings.idleTimeout(), opsCaps, deadlines);
        ops = made;
        opsNumber = made.getLocalPort();
        return made;
    }
}
