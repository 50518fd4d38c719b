package poegateway.front;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.LogConfig;
import poegateway.core.Cancellation;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.text.Redaction;
import poegateway.front.body.BodyBudget;
import poegateway.front.connection.CallerTransport;
import poegateway.front.connection.RemoteAddress;
import poegateway.meter.Meter;
import poegateway.meter.Span;

/** Runs each request on its own virtual thread: opens an {@link Exchange}, and turns every failure into an answer. */
final class RequestRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RequestRunner.class);

    /** What still answers while the gateway stops: whoever watches it wants to see that. */
    private static final Pattern WATCHING = Pattern.compile("/health.*|/metrics");

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final HttpServer.Dependencies dependencies;
    private final Ports ports;
    private final Router router;
    private final Authenticator authenticator;
    private final Cors cors;
    private final CommonHeaders common;
    private final BodyBudget budget;
    private final RemoteAddress addresses;
    private final LogConfig.Addresses loggedAddresses;
    private final ActiveRequests active = new ActiveRequests();
    private volatile boolean draining;

    RequestRunner(HttpServer.Dependencies dependencies, Ports ports, Router router, Cors cors) {
        this.dependencies = dependencies;
        this.ports = ports;
        this.router = router;
        this.cors = cors;
        this.common = new CommonHeaders(dependencies.source());
        HttpServer.Callers callers = dependencies.callers();
        this.authenticator =
                new Authenticator(callers.keys(), callers.quota(), dependencies.settings(), callers.cors());
        this.addresses = new RemoteAddress(dependencies.settings().trustedProxies());
        this.loggedAddresses = callers.loggedAddresses();
        this.budget = new BodyBudget(dependencies.settings().bodyBytesInFlight().bytes());
    }

    /** Requests under way, each by its timeline. */
    ActiveRequests active() {
        return active;
    }

    /** Memory held by request bodies; 0 when nothing leaked. */
    long bodyBytesHeld() {
        return budget.heldBytes();
    }

    /** From now on every request but those for health and metrics is refused. */
    void drain() {
        draining = true;
    }

    /** Runs a request to its end. */
    void run(Context context) {
        Router.Target target = router.target(context);
        ServletContextRequest jettyRequest = ServletContextRequest.getServletContextRequest(context.req());
        HttpFields fields = jettyRequest.getHeaders();
        String requestId = requestId(fields);
        HttpFields.Mutable answer = jettyRequest.getServletContextResponse().getHeaders();
        common.putInto(answer, requestId);
        cors.mark(fields.get(HttpHeader.ORIGIN), answer);
        if (draining) {
            CallerTransport.goAwayAfter(jettyRequest);
        }
        RequestTimeline timeline =
                RequestTimeline.start(dependencies.ticker(), dependencies.limits(), new Cancellation());
        active.opened(timeline);
        try (timeline;
                Span span =
                        dependencies.meter().begin(head(context, jettyRequest, target.label(), requestId), timeline);
                Exchange exchange = open(context, jettyRequest, target, requestId, timeline, span)) {
            runToTheEnd(exchange, target, context);
        } finally {
            active.closed(timeline);
        }
    }

    private Exchange open(
            Context context,
            Request jettyRequest,
            Router.Target target,
            String requestId,
            RequestTimeline timeline,
            Span span) {
        IncomingRequest.Limits limits = new IncomingRequest.Limits(
                dependencies.settings(), budget, dependencies.ticker(), dependencies.vault());
        IncomingRequest incoming = new IncomingRequest(
                context.req(), jettyRequest.getHeaders(), target.parameters(), timeline, span, limits);
        try {
            ResponseWriter writer = new ResponseWriter(
                    context.res(), target.errors().of(requestId), dependencies.settings(), timeline, span);
            return new Exchange(requestId, incoming, writer, jettyRequest, timeline, span, dependencies.pace());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // the server makes its streams without input or output
        }
    }

    private Meter.Request head(Context context, Request jettyRequest, String route, String requestId) {
        HttpFields fields = jettyRequest.getHeaders();
        return new Meter.Request(
                Router.method(context),
                route,
                requestId,
                Optional.ofNullable(fields.get("traceparent")),
                Optional.ofNullable(fields.get(HttpHeader.USER_AGENT)),
                loggedAddresses.shown(addresses.of(context.req())),
                route.equals(Router.NO_ROUTE) ? Optional.of(asked(jettyRequest)) : Optional.empty());
    }

    /** The path before it was brought into its one spelling. */
    private static String asked(Request jettyRequest) {
        return Objects.requireNonNullElse(
                Request.unWrap(jettyRequest).getHttpURI().getPath(), "");
    }

    /** An answer that did not come to its end must not look as if it had, however that came about. */
    private void runToTheEnd(Exchange exchange, Router.Target target, Context context) {
        try {
            answer(exchange, target, context);
        } catch (IOException callerGone) {
            LOG.debug("{} the caller is gone", exchange.requestId(), callerGone);
            exchange.lost(exchange.failure(callerGone));
        } finally {
            if (!exchange.complete()) {
                exchange.cut();
            }
        }
    }

    /** Nothing is done for a caller before it is known who that is. */
    private void answer(Exchange exchange, Router.Target target, Context context) throws IOException {
        try {
            if (draining) {
                exchange.closeAfterwards();
                refuse(target.label());
            }
            if (Router.method(context).equals("CONNECT")) {
                exchange.closeAfterwards(); // the server reads on as if there were a tunnel
            }
            exchange.enter(admitted(target, context));
            target.handler().handle(exchange);
            if (!exchange.complete()) {
                exchange.cancellation().check(); // a caller who was cut as the last write came to its end
                throw new IllegalStateException("nothing was answered");
            }
        } catch (RuntimeException | Error thrown) {
            Failure failure = exchange.failure(thrown);
            log(exchange.requestId(), failure, thrown);
            exchange.fail(failure);
        }
    }

    private Optional<AuthenticatedCaller> admitted(Router.Target target, Context context) {
        if (!ports.isOps(context)) {
            return authenticator.authenticate(context.req(), target.access());
        }
        if (ports.opsOnLoopback()) {
            authenticator.refuseForeignHost(context.req());
        }
        return Optional.empty();
    }

    private static void log(String requestId, Failure failure, Throwable thrown) {
        if (failure instanceof GatewayFailure.Bug) {
            LOG.error("{} failed because of a bug in the gateway", requestId, thrown);
        } else if (thrown instanceof OutOfMemoryError) {
            LOG.warn("{} out of memory", requestId);
        } else {
            LOG.debug("{} {}", requestId, failure.code(), thrown);
        }
    }

    private static void refuse(String route) {
        if (!WATCHING.matcher(route).matches()) {
            throw new FailureException(new GatewayFailure.Draining());
        }
    }

    private String requestId(HttpFields fields) {
        return usable(fields.get("x-request-id"))
                .or(() -> usable(fields.get("x-client-request-id")))
                .orElseGet(dependencies.requestIds());
    }

    /** An id of the caller's, unless it looks like a key, for ids stand in every log. */
    private static Optional<String> usable(@Nullable String id) {
        return Optional.ofNullable(id)
                .filter(given -> REQUEST_ID.matcher(given).matches() && !Redaction.looksLikeKey(given));
    }
}
