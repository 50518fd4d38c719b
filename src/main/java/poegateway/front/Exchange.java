package poegateway.front;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.front.connection.CallerTransport;
import poegateway.front.connection.DisconnectDetector;
import poegateway.guard.CallerLimits;
import poegateway.guard.PoeRateLimiter;
import poegateway.guard.RateState;
import poegateway.meter.Scrape;
import poegateway.meter.Span;
import poegateway.relay.Answer;

/** One request and the answer to it, as the handlers of the routes see it. Belongs to one thread. */
public final class Exchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String JSON = "application/json";
    private static final String ATTEMPTS = "x-poe-gateway-attempts";

    private final String requestId;
    private final IncomingRequest incoming;
    private final ResponseWriter writer;
    private final Request jettyRequest;
    private final RequestTimeline timeline;
    private final Span span;
    private final PoeRateLimiter pace;
    private Optional<AuthenticatedCaller> authenticated = Optional.empty();
    private CallerLimits.@Nullable StreamSlot streamSlot;
    private Function<RateState, Map<String, String>> moreRateHeaders = state -> Map.of();
    private final List<Runnable> endings = new ArrayList<>(0);
    private boolean restIsToCome;
    private boolean attemptsAreTold;
    private volatile @Nullable DisconnectDetector watch;

    /**
     * @param jettyRequest the server's own view of the request, by which the connection can be watched and cut
     * @param pace how the limits towards Poe stand
     */
    Exchange(
            String requestId,
            IncomingRequest incoming,
            ResponseWriter writer,
            Request jettyRequest,
            RequestTimeline timeline,
            Span span,
            PoeRateLimiter pace) {
        this.requestId = requestId;
        this.incoming = incoming;
        this.writer = writer;
        this.jettyRequest = jettyRequest;
        this.timeline = timeline;
        this.span = span;
        this.pace = pace;
        timeline.cutCallerBy(this::cut);
        timeline.onTick(this::tick);
        cancellation().onCancel(this::cutIfSlow); // it may be blocked in a write, and hold what Poe sent
    }

    /** Id of this request in answers, logs and at Poe. */
    public String requestId() {
        return requestId;
    }

    /** What the caller sent. */
    public IncomingRequest request() {
        return incoming;
    }

    /** Who sent it; only where a route asks for that. */
    public Caller caller() {
        return authenticated.orElseThrow().caller();
    }

    /** What happens to this request is told here. */
    public Span span() {
        return span;
    }

    /** What this request waits for. */
    public RequestTimeline timeline() {
        return timeline;
    }

    /** Stops all work for this caller; cancelled when the caller leaves. */
    public Cancellation cancellation() {
        return timeline.cancellation();
    }

    /** Tells how the limit of the caller's account at Poe stands, unless the caller has one of its own, told already. */
    public void rateHeaders() {
        authenticated
                .filter(known -> known.limits().state().isEmpty())
                .map(known -> pace.state(known.caller().account()))
                .ifPresent(this::tellRate);
    }

    /** Tells limits in the headers of another dialect too, from now on. */
    public void tellRateAlso(Function<RateState, Map<String, String>> form) {
        moreRateHeaders = form;
        authenticated.ifPresent(known -> limitHeaders(known.limits()));
    }

    /** A failure tells from now on how often models were asked. */
    public void tellAttempts() {
        attemptsAreTold = true;
    }

    private void tellRate(RateState state) {
        RateHeaders.of(state).forEach(this::header);
        moreRateHeaders.apply(state).forEach(this::header);
    }

    /** Notes who sent it, empty where nobody is asked, and takes the request from what the sender may still ask for. */
    void enter(Optional<AuthenticatedCaller> admitted) {
        authenticated = admitted;
        admitted.ifPresent(known -> {
            span.caller(known.caller());
            try {
                known.limits().takeRequest();
            } finally {
                limitHeaders(known.limits());
            }
        });
    }

    private void limitHeaders(CallerLimits limits) {
        limits.state().ifPresent(this::tellRate);
    }

    /** A header of the answer; ignored once the head is out. */
    public void header(String name, String value) {
        writer.header(name, value);
    }

    /** Watches the connection from now on: when the caller leaves, the cancellation is cancelled. */
    public void watchCaller() {
        watch = DisconnectDetector.start(jettyRequest, () -> cancellation().cancel(new ClientFailure.CallerGone()));
    }

    /** The answer will be a stream, which the caller may have only so many of; see {@link ResponseWriter#expectStream()}. */
    public void expectStream() {
        if (authenticated.isPresent() && streamSlot == null) {
            CallerLimits limits = authenticated.get().limits();
            try {
                streamSlot = limits.openStream();
            } finally {
                limitHeaders(limits);
            }
        }
        writer.expectStream();
    }

    /** The same for a stream that asks no model, and waits for what others do: it is none of those that a caller may have so many of. */
    public void expectIdleStream() {
        writer.expectStream();
    }

    /** Sends the answer to its end; of HEAD, that is its head. */
    public void send(Answer answer) throws IOException {
        if (incoming.isHead()) {
            writer.sendHead(answer);
        } else {
            writer.send(answer);
        }
    }

    /** Sends a small JSON answer of the gateway's own. */
    public void sendJson(int status, byte[] json) throws IOException {
        settleBody();
        writer.send(status, Map.of("content-type", JSON, "cache-control", "no-store"), json);
    }

    /** Sends an answer of the gateway's own, with what its headers say. */
    void sendDocument(Map<String, String> headers, byte[] body) throws IOException {
        settleBody();
        writer.send(200, headers, body);
    }

    /** Says that the caller has the answer already, which has these headers. */
    void sendNotModified(Map<String, String> headers) throws IOException {
        settleBody();
        writer.sendNotModified(headers);
    }

    /** Sends a stream of events that is there as a whole. */
    public void sendEvents(byte[] events) throws IOException {
        settleBody();
        writer.send(200, ResponseWriter.STREAM_HEADERS, events);
    }

    /** Sends metrics. */
    public void sendMetrics(Scrape scrape) throws IOException {
        settleBody();
        writer.send(200, Map.of("content-type", scrape.contentType(), "cache-control", "no-store"), scrape.body());
    }

    /** Sends plain text, which people read in a browser. */
    public void sendText(byte[] text) throws IOException {
        settleBody();
        header("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
        writer.send(200, Map.of("content-type", "text/plain; charset=utf-8", "cache-control", "no-store"), text);
    }

    /** Sends a head without a body. */
    public void sendEmpty(int status) {
        settleBody();
        writer.sendEmpty(status);
    }

    /** Runs at the end of the request, however it ends; must not throw. */
    void whenDone(Runnable action) {
        endings.add(action);
    }

    @Override
    public void close() {
        endings.forEach(Runnable::run);
        DisconnectDetector watching = watch;
        if (watching != null) {
            watching.close();
        }
        writer.close();
        incoming.bodyDone();
        discardRest();
        if (streamSlot != null) {
            streamSlot.close();
        }
        span.sent(incoming.isHead() ? 0 : writer.bytesOut());
    }

    /** What it means that this was thrown: it has a name, the caller could not be read from or written to, or it is a bug. */
    Failure failure(Throwable thrown) {
        Failure cancelled = cancellation().reason();
        return switch (thrown) {
            case FailureException failed -> failed.failure();
            case IOException gone -> cancelled == null ? new ClientFailure.CallerGone() : cancelled;
            case OutOfMemoryError tooMuch -> new GatewayFailure.Overloaded("the heap (-Xmx)");
            default -> new GatewayFailure.Bug();
        };
    }

    /** Nobody can be told any more what failed. */
    void lost(Failure failure) {
        span.failed(failure);
    }

    /** Whether a whole answer went out, be it an error. */
    boolean complete() {
        return writer.complete();
    }

    /** What the caller has must not pass for an answer. */
    void cut() {
        CallerTransport.cut(jettyRequest);
    }

    /** The connection takes no further request. */
    void closeAfterwards() {
        if (incoming.isHttp1()) {
            header("connection", "close");
        }
    }

    /** Says what failed, in the caller's dialect; a caller who is gone is told nothing. */
    void fail(Failure failure) throws IOException {
        span.failed(failure);
        if (failure instanceof ClientFailure.CallerGone) {
            return;
        }
        if (attemptsAreTold) {
            header(ATTEMPTS, Integer.toString(span.attempts()));
        }
        if (failure instanceof ClientFailure.BodyTooSlow || failure instanceof GatewayFailure.Draining) {
            restIsToCome = !incoming.isComplete(); // it is not waited for before the answer: it has had its time
            closeAfterwards();
        } else {
            settleBody();
        }
        writer.fail(failure);
    }

    /** Before the head of an answer: a body that is still to come decides whether the connection can go on. */
    private void settleBody() {
        if (!incoming.drainIfSmall()) {
            restIsToCome = true;
            closeAfterwards();
        }
    }

    private void discardRest() {
        if (!restIsToCome) {
            return;
        }
        try {
            writer.flush();
            incoming.discardRest();
        } catch (IOException gone) {
            LOG.debug("{} the caller did not wait for the answer", requestId, gone);
        }
    }

    private void cutIfSlow() {
        if (cancellation().reason() instanceof ClientFailure.ReadTooSlow) {
            cut();
        }
    }

    private void tick(long nowNanos) {
        writer.tick(nowNanos);
        DisconnectDetector watching = watch;
        if (watching != null) {
            watching.tick();
        }
    }
}
