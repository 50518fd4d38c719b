package poegateway.front;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.ServerConfig;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.ClientFailure;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.GatewayFailure;
import poegateway.core.RequestTimeline;
import poegateway.core.SafeText;
import poegateway.dialect.ErrorForm;
import poegateway.front.body.BodyBudget;
import poegateway.front.body.BodyReader;
import poegateway.front.body.BodySource;
import poegateway.front.body.RequestDecoder;
import poegateway.front.body.ScopedInterrupt;
import poegateway.front.body.UnreadBody;
import poegateway.front.connection.CallerTransport;
import poegateway.front.connection.DisconnectDetector;
import poegateway.guard.CallerLimits;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Scrape;
import poegateway.meter.Span;
import poegateway.relay.Answer;

/** One request and the answer to it, as the handlers of the routes see it. Belongs to one thread. */
public final class Exchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final String JSON = "application/json";

    private final Context context;
    private final String requestId;
    private Optional<AuthenticatedCaller> authenticated = Optional.empty();
    private CallerLimits.@Nullable StreamSlot streamSlot;
    private final PoeRateLimiter pace;
    private final RequestTimeline timeline;
    private final Span span;
    private final BodySource source;
    private final UnreadBody rest;
    private final BodyBudget budget;
    private final ServerConfig settings;
    private @Nullable BodyReader body;
    private boolean restIsToCome;
    private final ResponseWriter writer;
    private volatile @Nullable DisconnectDetector watch;

    Exchange(
            Context context,
            String requestId,
            Span span,
            RequestTimeline timeline,
            BodyBudget budget,
            ErrorForm errors,
            HttpServer.Dependencies dependencies)
            throws IOException {
        this.context = context;
        this.requestId = requestId;
        this.pace = dependencies.pace();
        this.timeline = timeline;
        this.span = span;
        this.settings = dependencies.settings();
        this.budget = budget;
        this.source = new BodySource(context.req());
        this.rest = new UnreadBody(source, dependencies.ticker(), timeline);
        this.writer = new ResponseWriter(context.res(), errors, dependencies.settings(), timeline, span);
        Request request = ServletContextRequest.getServletContextRequest(context.req());
        timeline.cutCallerBy(() -> CallerTransport.cut(request));
        timeline.accompany(this::tick);
        cancellation().onCancel(() -> cutIfSlow(request)); // it may be blocked in a write, and hold what Poe sent
    }

    /** Id of this request in answers, logs and at Poe. */
    public String requestId() {
        return requestId;
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

    /** The part of the path that a placeholder of the route stands for, decoded. */
    public String pathParameter(String name) {
        return context.pathParam(name);
    }

    /**
     * How often the caller's client has sent this request before, by the header of OpenAI's clients.
     *
     * @return 0 to 9
     */
    public int priorSends() {
        String count = context.req().getHeader("x-stainless-retry-count");
        return count != null && count.matches("[0-9]") ? count.charAt(0) - '0' : 0;
    }

    /** Tells how the limit of the caller's account at Poe stands, unless the caller has one of its own, told already. */
    public void rateHeaders() {
        authenticated
                .filter(known -> known.limits().state().isEmpty())
                .map(known -> pace.state(known.caller().account()))
                .ifPresent(state -> RateHeaders.of(state).forEach(this::header));
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
        limits.state().ifPresent(state -> RateHeaders.of(state).forEach(this::header));
    }

    /** A header of the answer; ignored once the head is out. */
    public void header(String name, String value) {
        writer.header(name, value);
    }

    /**
     * The headers of the request that have one of these names.
     *
     * @param names in lower case
     * @throws FailureException when one of them holds characters that no header may
     */
    public Map<String, String> headersForPoe(List<String> names) {
        Map<String, String> passed = new LinkedHashMap<>();
        for (String name : names) {
            String value = context.req().getHeader(name);
            if (value != null) {
                passed.put(name, visible(name, value));
            }
        }
        return passed;
    }

    private static String visible(String name, String value) {
        if (!SafeText.isAscii(value)) {
            throw new FailureException(new ClientFailure.InvalidRequest(
                    "invalid_header",
                    "The header '" + name + "' may hold visible ASCII characters and blanks alone. Encode its value.",
                    null));
        }
        return value;
    }

    /**
     * The body of a JSON request.
     *
     * @throws FailureException when it is no JSON by its type, too large, too slow, or does not fit into memory
     */
    public byte[] jsonBody() throws IOException {
        String type = context.req().getContentType();
        if (type != null && !type.toLowerCase(Locale.ROOT).startsWith(JSON)) {
            throw new FailureException(new ClientFailure.UnsupportedMediaType(SafeText.ascii(type)));
        }
        try (InputStream decoded = RequestDecoder.of(context.req(), source)) {
            byte[] read = readInterruptibly(reader(decoded));
            span.received(read.length);
            return read;
        }
    }

    private BodyReader reader(InputStream decoded) {
        boolean encoded = !decoded.equals(source);
        BodyReader reader = new BodyReader(decoded, encoded ? -1 : source.declaredBytes(), settings, budget, timeline);
        body = reader;
        return reader;
    }

    /** A gateway that must stop waits for no body: nothing of the request has reached Poe. */
    private byte[] readInterruptibly(BodyReader reader) throws IOException {
        ScopedInterrupt interruption = new ScopedInterrupt(Thread.currentThread());
        Cancellation.Registration stop = cancellation().onCancel(interruption::interrupt);
        try {
            return reader.read();
        } catch (FailureException unreadable) {
            Failure reason = cancellation().reason();
            if (reason == null) {
                throw unreadable;
            }
            throw new FailureException(
                    reason instanceof GatewayFailure.Restarting ? new GatewayFailure.Draining() : reason, unreadable);
        } finally {
            stop.close();
            interruption.end();
        }
    }

    /** The body is not needed any more: its memory is given back. */
    public void bodyDone() {
        BodyReader reader = body;
        if (reader != null) {
            reader.close();
        }
    }

    /** Watches the connection from now on: when the caller leaves, the cancellation is cancelled. */
    public void watchCaller() {
        ServletContextRequest request = ServletContextRequest.getServletContextRequest(context.req());
        watch = DisconnectDetector.start(request, () -> cancellation().cancel(new ClientFailure.CallerGone()));
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

    /** Sends the answer to its end. */
    public void send(Answer answer) throws IOException {
        writer.send(answer);
    }

    /** Sends a small JSON answer of the gateway's own. */
    public void sendJson(int status, byte[] json) throws IOException {
        settleBody();
        writer.send(status, Map.of("content-type", JSON, "cache-control", "no-store"), json);
    }

    /** Sends metrics. */
    public void sendMetrics(Scrape scrape) throws IOException {
        settleBody();
        writer.send(200, Map.of("content-type", scrape.contentType(), "cache-control", "no-store"), scrape.body());
    }

    /** A header of the request. */
    public Optional<String> requestHeader(String name) {
        return Optional.ofNullable(context.req().getHeader(name));
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

    @Override
    public void close() {
        DisconnectDetector watching = watch;
        if (watching != null) {
            watching.close();
        }
        writer.close();
        bodyDone();
        discardRest();
        if (streamSlot != null) {
            streamSlot.close();
        }
        span.sent(writer.bytesOut());
    }

    /** The caller could not be read from or written to any more. */
    void lost() {
        Failure reason = cancellation().reason();
        span.failed(reason == null ? new ClientFailure.CallerGone() : reason);
    }

    /** Whether a whole answer went out, be it an error. */
    boolean complete() {
        return writer.complete();
    }

    /** What the caller has must not pass for an answer. */
    void cut() {
        CallerTransport.cut(ServletContextRequest.getServletContextRequest(context.req()));
    }

    /** The connection takes no further request. */
    void closeAfterwards() {
        if (source.isHttp1()) {
            header("connection", "close");
        }
    }

    /** Says what failed, in the caller's dialect; a caller who is gone is told nothing. */
    void fail(Failure failure) throws IOException {
        span.failed(failure);
        if (failure instanceof ClientFailure.CallerGone) {
            return;
        }
        if (failure instanceof ClientFailure.BodyTooSlow || failure instanceof GatewayFailure.Draining) {
            restIsToCome = !source.isComplete(); // it is not waited for before the answer: it has had its time
            closeAfterwards();
        } else {
            settleBody();
        }
        writer.fail(failure);
    }

    /** Before the head of an answer: a body that is still to come decides whether the connection can go on. */
    private void settleBody() {
        if (!rest.ends()) {
            restIsToCome = true;
            closeAfterwards();
        }
    }

    private void discardRest() {
        if (!restIsToCome) {
            return;
        }
        try {
            context.res().flushBuffer();
            rest.discard();
        } catch (IOException gone) {
            LOG.debug("{} the caller did not wait for the answer", requestId, gone);
        }
    }

    private void cutIfSlow(Request caller) {
        if (cancellation().reason() instanceof ClientFailure.ReadTooSlow) {
            CallerTransport.cut(caller);
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
