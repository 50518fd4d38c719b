package poegateway.front;

import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;
import poegateway.config.OpsConfig;
import poegateway.config.ServerConfig;

/**
 * The port for callers and, where one is set, the port for watching, where no key is asked: it has health and metrics, and
 * then the other has no metrics.
 */
final class Ports {
    private static final String HEALTH = "/health";

    private final ServerConfig settings;
    private final Optional<Integer> opsPort;
    private final RouteTable ofMain;
    private final RouteTable ofOps;
    private volatile @Nullable ServerConnector main;
    private volatile @Nullable ServerConnector ops;
    private volatile int mainNumber;
    private volatile int opsNumber;

    Ports(ServerConfig settings, OpsConfig ops, RouteTable all) {
        this.settings = settings;
        this.opsPort = ops.port();
        this.ofMain = opsPort.isEmpty() ? all : all.only(route -> route.access() != Route.Access.METRICS);
        this.ofOps = all.only(
                route -> route.access() == Route.Access.METRICS || route.path().startsWith(HEALTH));
    }

    void addTo(JettyConfig jetty) {
        jetty.addConnector(this::createMain);
        opsPort.ifPresent(port -> jetty.addConnector((server, http) -> createOps(server, http, port)));
    }

    /** Whether the request came by the port for watching. */
    @SuppressWarnings("ReferenceEquality") // the question is which port it is, not what it looks like
    boolean isOps(Context context) {
        return ops != null
                && ServletContextRequest.getServletContextRequest(context.req())
                                .getConnectionMetaData()
                                .getConnector()
                        == ops;
    }

    /** What there is at the port by which the request came. */
    RouteTable table(Context context) {
        return isOps(context) ? ofOps : ofMain;
    }

    /** Number of the port for callers, once it was opened. */
    int main() {
        return mainNumber;
    }

    /** Number of the port for watching, once it was opened. */
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
        ServerConnector made = Connectors.create(server, http, settings);
        main = made;
        mainNumber = made.getLocalPort();
        return made;
    }

    private ServerConnector createOps(Server server, HttpConfiguration http, int port) {
        ServerConnector made = Connectors.createOps(server, http, settings, port);
        ops = made;
        opsNumber = made.getLocalPort();
        return made;
    }
}
