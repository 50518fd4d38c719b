package poegateway.front;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import poegateway.config.CorsConfig;
import poegateway.config.LogConfig;
import poegateway.config.OpsConfig;
import poegateway.config.ServerConfig;
import poegateway.core.RequestPhase;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.front.connection.Connectors;
import poegateway.guard.CallerLimiter;
import poegateway.guard.KeyRegistry;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Meter;
import poegateway.vault.Vault;

/** The server: its ports, its settings, and the way from a connection to whoever {@linkplain RequestRunner runs} the requests. */
public final class HttpServer implements AutoCloseable {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

    /** All that HTTP has: what is missing is said by the router, in the words of a dialect. */
    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE,
            HandlerType.HEAD,
            HandlerType.OPTIONS,
            HandlerType.TRACE);

    /**
     * What all exchanges share.
     *
     * @param requestIds makes ids of 1 to 128 characters of A-Za-z0-9._-
     * @param pace how the limits towards Poe stand
     * @param callers who may enter
     * @param limits of each phase of a request
     * @param ops whether watching has a port of its own
     * @param source what answers, for the header x-poe-gateway-source
     * @param connections of callers that the open files of this process allow at once
     */
    public record Dependencies(
            ServerConfig settings,
            Ticker ticker,
            TimeLimits limits,
            Meter meter,
            Vault vault,
            PoeRateLimiter pace,
            Callers callers,
            OpsConfig ops,
            Supplier<String> requestIds,
            String source,
            int connections) {}

    /** Who may enter, how much each may ask, which web pages may, and what the log tells of where they are. */
    public record Callers(
            KeyRegistry keys, CallerLimiter quota, CorsConfig cors, LogConfig.Addresses loggedAddresses) {}

    private final Dependencies dependencies;
    private final ErrorForm fallbackErrors;
    private final RouteTable routes;
    private final Ports ports;
    private final Cors cors;
    private final RequestRunner runner;
    private final Javalin javalin;

    /** Initialises the classes of Jetty that every server needs, before there is one. */
    public static void initialise() {
        new Server();
    }

    /** {@code fallbackErrors} says the failures that are near no route. */
    public HttpServer(Dependencies dependencies, List<Surface> surfaces, ErrorForm fallbackErrors) {
        this.dependencies = dependencies;
        this.fallbackErrors = fallbackErrors;
        this.routes = RouteTable.of(surfaces);
        this.ports = new Ports(
                dependencies.settings(),
                dependencies.ops(),
                this.routes,
                dependencies.connections(),
                dependencies.ticker());
        this.cors = new Cors(dependencies.callers().cors().origins());
        this.runner = new RequestRunner(dependencies, ports, new Router(ports, cors, fallbackErrors), cors);
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Opens the port.
     *
     * @throws java.io.UncheckedIOException when it is taken
     */
    public void start() {
        javalin.start();
    }

    /** The port that was opened. */
    public int port() {
        return ports.main();
    }

    /** The port for operations, where it has one of its own. */
    public OptionalInt opsPort() {
        return ports.ops();
    }

    /** The table of routes, as documented in openapi.yaml. */
    public List<Route> routes() {
        return routes.routes();
    }

    /** Requests under way; 0 when nothing leaked. */
    public int openExchanges() {
        return runner.active().count();
    }

    /** Requests that are in this phase. */
    public int openExchanges(RequestPhase phase) {
        return runner.active().count(phase);
    }

    /** Memory held by request bodies; 0 when nothing leaked. */
    public long bodyBytesHeld() {
        return runner.bodyBytesHeld();
    }

    /** From now on no caller's connection is taken, and every request but those for health and metrics is refused. */
    public void refuseNew() {
        runner.drain();
        ports.closeMain();
    }

    /**
     * Prepares to answer with another certificate; once what this returns has run, new connections get it, and those that are
     * open keep the old one. A gateway that was started without a certificate goes on without one.
     *
     * @throws IllegalArgumentException with a sentence for the operator when it cannot be used
     */
    public Runnable certificateRenewal(ServerConfig.Tls tls) {
        return ports.renewal(tls);
    }

    /** Ends everything that is under way: each caller is told why. Returns how many requests that were. */
    public int cutOff(Failure why) {
        return runner.active().cancel(why);
    }

    @Override
    public void close() {
        javalin.stop();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.threadPool = Connectors.threads();
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(Connectors::tighten);
        config.jetty.modifyServer(this::modify);
        config.jetty.modifyServletContextHandler(context -> {
            context.setSessionHandler(new NoSessionHandler());
            context.setErrorHandler(new JsonErrorHandler(routes, fallbackErrors, dependencies, ports, cors));
        });
        ports.addTo(config.jetty);
        METHODS.forEach(method -> config.routes.addHttpHandler(method, "*", runner::run));
        config.routes.exception(HttpResponseException.class, (unknownMethod, context) -> runner.run(context));
    }

    private void modify(Server server) {
        JsonErrorHandler jsonErrors = new JsonErrorHandler(routes, fallbackErrors, dependencies, ports, cors);
        server.setErrorHandler(jsonErrors);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        // In place of Jetty's statistics, which look at every write; the meter has ours.
        server.setHandler(new RequestGate(jsonErrors, ports));
    }
}
