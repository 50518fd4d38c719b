package poegateway.meter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;

/** Counts what happens: a {@link Span} for every request, an {@link Operation} for every call of a model, and gauges that are read when metrics are asked for. */
public final class Meter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

    private final Dependencies dependencies;
    private final LabelValues models;
    private final Metrics metrics;
    private final AtomicInteger inflight = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private volatile LongSupplier otherLinesLost = () -> 0;

    /**
     * What a meter stands on.
     *
     * @param nanoTime monotonic time; only differences mean anything
     * @param random gives the ids of traces
     * @param models the one spelling of a model's name; empty where Poe has no such model
     * @param version of the gateway
     * @param log where ended requests are written
     * @param traces where they are sent as traces; empty when nobody wants them
     */
    public record Dependencies(
            LongSupplier nanoTime,
            InstantSource clock,
            RandomGenerator random,
            Function<String, Optional<String>> models,
            String version,
            AccessLog log,
            Optional<RequestSink> traces) {}

    /** Initialises the classes that every meter needs, before there is one. */
    public static void initialise() {
        new BuildInfo("").collect();
    }

    /**
     * The head of a request.
     *
     * @param route the path as in openapi.yaml, or the kind of a job, so that there are only so many
     * @param id safe to print
     * @param traceparent header of that name
     * @param userAgent header of that name
     * @param address where the caller is, in the form in which it may be logged
     * @param path what was asked for, without its query, where no route has it
     */
    public record Request(
            String method,
            String route,
            String id,
            Optional<String> traceparent,
            Optional<String> userAgent,
            Optional<String> address,
            Optional<String> path) {
        /** One that comes from no address that may be told, for a route. */
        public Request(
                String method, String route, String id, Optional<String> traceparent, Optional<String> userAgent) {
            this(method, route, id, traceparent, userAgent, Optional.empty(), Optional.empty());
        }
    }

    /** A gauge that another package reads. */
    public enum Reading {
        /** Requests that wait for their turn at Poe's pace; one for each account. */
        QUEUE_DEPTH(MetricFamily.QUEUE_DEPTH),
        /** Requests that could be sent to Poe at once; one for each account. */
        RATELIMIT_REMAINING(MetricFamily.RATELIMIT_REMAINING),
        /** Points left at Poe; one for each account. */
        POINTS_BALANCE(MetricFamily.POINTS_BALANCE),
        /** Work that outlives its callers. */
        JOBS_ACTIVE(MetricFamily.JOBS_ACTIVE),
        /** Conversations that are kept for callers. */
        SESSIONS(MetricFamily.SESSIONS),
        /** Bytes that they take. */
        SESSION_BYTES(MetricFamily.SESSION_BYTES),
        /** 1 while the settings file cannot be used. */
        CONFIG_RELOAD_FAILED(MetricFamily.CONFIG_RELOAD_FAILED),
        /** Seconds since limits in time were last looked at. */
        TICK_AGE(MetricFamily.TICK_AGE),
        /** Bytes that are kept on disk for callers. */
        VAULT_BYTES(MetricFamily.VAULT_BYTES),
        /** Files that are kept on disk for callers. */
        VAULT_FILES(MetricFamily.VAULT_FILES),
        /** 1 while the disk does not take what is to be kept. */
        VAULT_UNAVAILABLE(MetricFamily.VAULT_UNAVAILABLE);

        private final MetricFamily family;

        Reading(MetricFamily family) {
            this.family = family;
        }
    }

    public Meter(Dependencies dependencies) {
        this.dependencies = dependencies;
        this.models = new LabelValues(dependencies.models());
        this.metrics = new Metrics(models, dependencies.version());
        metrics.gauge(MetricFamily.INFLIGHT, inflight::get);
        metrics.gauge(MetricFamily.STREAMS_ACTIVE, streams::get);
        metrics.dropped(this::linesLost);
    }

    /** A meter without effect: it knows no model, writes nothing, and its time stands still. */
    public Meter() {
        this(new Dependencies(
                () -> 0,
                InstantSource.fixed(Instant.EPOCH),
                new Random(0),
                name -> Optional.empty(),
                "",
                AccessLog.off(),
                Optional.empty()));
    }

    /** A request begins, and its course is told by the timeline. */
    public Span begin(Request request, RequestTimeline timeline) {
        inflight.incrementAndGet();
        TraceContext trace = TraceContext.of(
                request.traceparent().orElse(null),
                dependencies.random(),
                dependencies.traces().isPresent());
        return new Span(this, request, trace, timeline, dependencies.clock().millis());
    }

    /**
     * For what the gateway asks of Poe by itself: its attempts are counted. It is no call of a model, so that nothing else is,
     * and closing it does nothing.
     */
    public Operation background(RequestTimeline timeline) {
        TraceContext trace = TraceContext.of(null, dependencies.random(), false);
        return new Operation(this, trace, LabelValues.OTHER, timeline::nanoTime, () -> {});
    }

    /** A request that failed before anything could serve it; the body of its answer has so many bytes. */
    public void refused(Request request, Failure failure, long bytesOut) {
        try (Span span = begin(request, RequestTimeline.unlimited(dependencies.nanoTime()))) {
            span.failed(failure);
            span.answered(failure.status());
            span.sent(bytesOut);
        }
    }

    /** Lines that other parts of the log lose are counted too. */
    public void countLost(LongSupplier lines) {
        otherLinesLost = lines;
    }

    /** Lines of the log that were lost since the start. */
    public long linesLost() {
        return dependencies.log().dropped() + otherLinesLost.getAsLong();
    }

    /** Whether the last lines of the access log could not be written. */
    public boolean logFails() {
        return dependencies.log().failing();
    }

    /** A call of a tool ended, or was not run. */
    public void toolCall(String tool, String outcome) {
        runSafely("metrics", () -> metrics.toolCall(tool, outcome.toLowerCase(Locale.ROOT)));
    }

    /** So long a call of a tool ran. */
    public void toolRan(String tool, long nanos) {
        runSafely("metrics", () -> metrics.toolRan(tool, nanos));
    }

    /** An answer of a model called tools that the gateway runs. */
    public void toolRound() {
        runSafely("metrics", metrics::toolRound);
    }

    /** Shows a figure that belongs to no account. */
    public void watch(Reading reading, DoubleSupplier value) {
        metrics.gauge(reading.family, value);
    }

    /**
     * Shows a figure of one account; more accounts may follow.
     *
     * @param account name of the account; there are only as many as the operator set up
     */
    public void watch(Reading reading, String account, DoubleSupplier value) {
        metrics.gauge(reading.family, value, account);
    }

    /**
     * All metrics, as Prometheus reads them.
     *
     * @param accept header of that name: OpenMetrics 1.0.0 for whoever names it, else text 0.0.4
     */
    public Scrape scrape(@Nullable String accept) {
        return metrics.scrape(accept);
    }

    @Override
    public void close() {
        dependencies.log().close();
        dependencies.traces().ifPresent(RequestSink::close);
        metrics.close();
    }

    void streamBegins() {
        streams.incrementAndGet();
    }

    void attempt(String why) {
        metrics.attempt(why);
    }

    boolean knows(String model) {
        return dependencies.models().apply(model).isPresent();
    }

    void ended(Span span) {
        inflight.decrementAndGet();
        RequestRecord completed = span.completed();
        runSafely("metrics", () -> metrics.ended(completed));
        runSafely("the access log", () -> dependencies.log().accept(completed));
        dependencies.traces().ifPresent(traces -> runSafely("traces", () -> traces.accept(completed)));
    }

    void ended(Operation operation, boolean stream) {
        if (stream) {
            streams.decrementAndGet();
        }
        OperationRecord done = operation.completed();
        if (done != null) {
            runSafely("metrics", () -> metrics.ended(done, operation.gaps()));
        }
    }

    /** Each by itself: one that fails costs neither the others nor the request. */
    private static void runSafely(String what, Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException bug) {
            LOG.error("a request was not reported to {}, because of a bug in the gateway", what, bug);
        }
    }
}
