package poegateway.front;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.CorsConfig;
import poegateway.config.OpsConfig;
import poegateway.config.ServerConfig;
import poegateway.core.Cancellation;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.GatewayFailure;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.dialect.ErrorForm;
import poegateway.front.body.BodyBudget;
import poegateway.front.connection.CallerTransport;
import poegateway.front.connection.Connectors;
import poegateway.guard.CallerLimiter;
import poegateway.guard.KeyRegistry;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Meter;
import poegateway.meter.Span;

/** The server: it opens an {@link Exchange} for every request, runs its route, and turns every failure into an answer. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    /** Label of requests that no route answers, whatever their path. */
    static final String NO_ROUTE = "none";

    /** What still answers while the gateway stops: whoever watches it wants to see that. */
    private static final Pattern WATCHING = Pattern.compile("/health.*|/metrics");

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
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
            PoeRateLimiter pace,
            Callers callers,
            OpsConfig ops,
            Supplier<String> requestIds,
            String source,
            int connections) {}

    /** Who may enter, how much each may ask, and which web pages may. */
    public record Callers(KeyRegistry keys, CallerLimiter quota, CorsConfig cors) {}

    private final Dependencies dependencies;
    private final List<Surface> surfaces;
    private final ErrorForm elsewhere;
    private final RouteTable routes;
    private final Ports ports;
    private final Authenticator authenticator;
    private final Cors cors;
    private final BodyBudget budget;
    private final ActiveRequests exchanges = new ActiveRequests();
    private final Javalin javalin;
    private volatile boolean draining;

    /** {@code elsewhere} says the failures that no route has seen. */
    public HttpServer(Dependencies dependencies, List<Surface> surfaces, ErrorForm elsewhere) {
        this.dependencies = dependencies;
        this.surfaces = List.copyOf(surfaces);
        this.elsewhere = elsewhere;
        this.routes = new RouteTable(
                surfaces.stream().flatMap(surface -> surface.routes().stream()).toList());
        this.ports = new Ports(
                dependencies.settings(),
                dependencies.ops(),
                this.routes,
                dependencies.connections(),
                dependencies.ticker());
        Callers callers = dependencies.callers();
        this.authenticator =
                new Authenticator(callers.keys(), callers.quota(), dependencies.settings(), callers.cors());
        this.cors = new Cors(callers.cors().origins());
        this.budget = new BodyBudget(dependencies.settings().bodyBytesInFlight().bytes());
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

    /** The port for watching, where it has one of its own. */
    public OptionalInt opsPort() {
        return ports.ops();
    }

    /** The table of routes, as documented in openapi.yaml. */
    public List<Route> routes() {
        return routes.routes();
    }

    /** Requests under way; 0 when nothing leaked. */
    public int openExchanges() {
        return exchanges.count();
    }

    /** Requests that are in this phase. */
    public int openExchanges(RequestPhase phase) {
        return exchanges.count(phase);
    }

    /** Memory held by request bodies; 0 when nothing leaked. */
    public long bodyBytesHeld() {
        return budget.heldBytes();
    }

    /** From now on no caller's connection is taken, and every request but those about health is refused. */
    public void refuseNew() {
        draining = true;
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
        return exchanges.cancel(why);
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
            context.setErrorHandler(
                    new JsonErrorHandler(elsewhere, dependencies.requestIds(), dependencies.meter(), ports));
        });
        ports.addTo(config.jetty);
        for (Surface surface : surfaces) {
            for (Route route : surface.routes()) {
                config.routes.addHttpHandler(
                        HandlerType.findOrCreate(route.method()),
                        PathNormalizer.canonical(route.path()),
                        context -> lead(context, route, surface.errors()));
            }
        }
        METHODS.forEach(method -> config.routes.addHttpHandler(method, "*", this::fallback));
        config.routes.exception(HttpResponseException.class, (unknownMethod, context) -> fallback(context));
    }

    private void modify(Server server) {
        JsonErrorHandler jsonErrors =
                new JsonErrorHandler(elsewhere, dependencies.requestIds(), dependencies.meter(), ports);
        server.setErrorHandler(jsonErrors);
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        // In place of Jetty's statistics, which look at every write; the meter has ours.
        server.setHandler(new PathNormalizer(jsonErrors, ports));
    }

    private void lead(Context context, Route route, ErrorForm errors) {
        if (ports.table(context).has(route)) {
            serve(context, route.path(), errors, admitted(context, route.access(), route.handler()));
        } else {
            fallback(context);
        }
    }

    private void fallback(Context context) {
        boolean question = context.method().equals(HandlerType.OPTIONS);
        RouteTable table = ports.table(context);
        List<String> allowed = question ? table.options(context.path()) : List.of();
        Route.Access access = question ? Route.Access.OPEN : Route.Access.API;
        if (question && cors.preflight(context.req(), context.res())) {
            serve(
                    context,
                    NO_ROUTE,
                    elsewhere,
                    admitted(context, Route.Access.OPEN, exchange -> exchange.sendEmpty(204)));
        } else if (!allowed.isEmpty()) {
            context.res().setHeader("allow", String.join(", ", allowed));
            serve(
                    context,
                    NO_ROUTE,
                    elsewhere,
                    admitted(context, Route.Access.OPEN, exchange -> exchange.sendEmpty(200)));
        } else {
            serve(context, NO_ROUTE, elsewhere, admitted(context, access, exchange -> {
                throw new FailureException(table.missing(context.method().name(), context.path()));
            }));
        }
    }

    /** The handler, behind the authenticator: whoever gets here is known. */
    private Route.Handler admitted(Context context, Route.Access access, Route.Handler handler) {
        return exchange -> {
            boolean keyless = ports.isOps(context);
            exchange.enter(authenticator.authenticate(context.req(), keyless ? Route.Access.OPEN : access, keyless));
            handler.handle(exchange);
        };
    }

    private void serve(Context context, String route, ErrorForm errors, Route.Handler handler) {
        String requestId = requestId(context);
        context.res().setHeader("x-request-id", requestId);
        context.res().setHeader("x-content-type-options", "nosniff");
        context.res().setHeader("referrer-policy", "no-referrer");
        cors.mark(context.req(), context.res());
        context.res().setHeader("x-poe-gateway-source", dependencies.source());
        RequestTimeline timeline =
                RequestTimeline.start(dependencies.ticker(), dependencies.limits(), new Cancellation());
        exchanges.opened(timeline);
        if (draining) {
            CallerTransport.goAwayAfter(ServletContextRequest.getServletContextRequest(context.req()));
        }
        try (timeline;
                Span span = dependencies.meter().begin(head(context, route, requestId), timeline);
                Exchange exchange = open(context, requestId, errors, span, timeline)) {
            runToTheEnd(exchange, route, handler);
        } finally {
            exchanges.closed(timeline);
        }
    }

    private Exchange open(Context context, String requestId, ErrorForm errors, Span span, RequestTimeline timeline) {
        try {
            return new Exchange(context, requestId, span, timeline, budget, errors, dependencies);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the server makes its streams without input or output
        }
    }

    private static Meter.Request head(Context context, String route, String requestId) {
        return new Meter.Request(
                context.method().name(),
                route,
                requestId,
                Optional.ofNullable(context.req().getHeader("traceparent")),
                Optional.ofNullable(context.req().getHeader("user-agent")));
    }

    /** An answer that did not come to its end must not look as if it had, however that came about. */
    private void runToTheEnd(Exchange exchange, String route, Route.Handler handler) {
        try {
            run(exchange, route, handler);
        } catch (IOException callerGone) {
            LOG.debug("{} the caller is gone", exchange.requestId(), callerGone);
            exchange.lost();
        } finally {
            if (!exchange.complete()) {
                exchange.cut();
            }
        }
    }

    private void run(Exchange exchange, String route, Route.Handler handler) throws IOException {
        try {
            if (draining) {
                exchange.closeAfterwards();
                refuse(route);
            }
            handler.handle(exchange);
            if (!exchange.complete()) {
                exchange.cancellation().check(); // a caller who was cut as the last write came to its end
                throw new IllegalStateException("nothing was answered");
            }
        } catch (FailureException failed) {
            LOG.debug("{} {}", exchange.requestId(), failed.failure().code(), failed);
            exchange.fail(failed.failure());
        } catch (RuntimeException | Error bug) {
            exchange.fail(named(bug, exchange.requestId()));
        }
    }

    private static void refuse(String route) {
        if (!WATCHING.matcher(route).matches()) {
            throw new FailureException(new GatewayFailure.Draining());
        }
    }

    private static Failure named(Throwable thrown, String requestId) {
        if (thrown instanceof OutOfMemoryError) {
            LOG.warn("{} out of memory", requestId);
            return new GatewayFailure.Overloaded("the heap (-Xmx)");
        }
        LOG.error("{} failed by a bug of ours", requestId, thrown);
        return new GatewayFailure.Bug();
    }

    private String requestId(Context context) {
        return Optional.ofNullable(context.req().getHeader("x-request-id"))
                .or(() -> Optional.ofNullable(context.req().getHeader("x-client-request-id")))
                .filter(id -> REQUEST_ID.matcher(id).matches())
                .orElseGet(dependencies.requestIds());
    }
}
