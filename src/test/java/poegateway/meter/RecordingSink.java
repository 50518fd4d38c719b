package poegateway.meter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Usage;

/** A meter with time in the test's hand, and requests that are told to it. */
final class RecordingSink implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-06-01T12:00:00.007Z");
    static final String KNOWN = "Claude-Sonnet-4.6";

    private final AtomicLong nanos = new AtomicLong();
    final Meter meter;

    RecordingSink(AccessLog log, Optional<RequestSink> traces) {
        this.meter = new Meter(new Meter.Dependencies(
                nanos::get,
                InstantSource.fixed(NOON),
                new Random(3),
                name -> name.equalsIgnoreCase(KNOWN) ? Optional.of(KNOWN) : Optional.empty(),
                "1.2.3",
                log,
                traces));
    }

    RecordingSink() {
        this(AccessLog.off(), Optional.empty());
    }

    void pass(long micros) {
        nanos.addAndGet(micros * 1_000);
    }

    Span begin(String route) {
        return begin(route, timeline());
    }

    Span begin(String route, RequestTimeline timeline) {
        return meter.begin(request("POST", route, "agent/1.0"), timeline);
    }

    Span begin(Meter.Request request) {
        return meter.begin(request, timeline());
    }

    RequestTimeline timeline() {
        return RequestTimeline.unlimited(nanos::get);
    }

    static Meter.Request request(String method, String route, String userAgent) {
        return new Meter.Request(method, route, "req-1", Optional.empty(), Optional.of(userAgent));
    }

    /** A request for a stream that went well and is not closed yet, and the call of the model that it made, closed with it. */
    record Told(Span span, Operation operation) implements AutoCloseable {
        @Override
        public void close() {
            operation.close();
            span.close();
        }
    }

    /** A stream that goes well: 12 ms, of which 2 are the gateway's and 10 are Poe's; then 30 ms more. */
    Told stream(String model) {
        RequestTimeline timeline = timeline();
        Span span = begin("/v1/chat/completions", timeline);
        Operation operation = span.operation("chat");
        operation.asked(model, true);
        pass(1_000);
        operation.attempt("first");
        timeline.enter(RequestPhase.CONNECTING);
        pass(10_000);
        operation.firstEventCame();
        timeline.firstEventCame();
        operation.poeAnswered(200, Optional.of("poe-1"));
        operation.modelServed(KNOWN);
        operation.chunks(1);
        pass(1_000);
        span.answered(200);
        pass(30_000);
        operation.chunks(2);
        operation.usage(new Usage(7, 9));
        span.sent(321);
        return new Told(span, operation);
    }

    OpenMetrics scrape() {
        Scrape scrape = meter.scrape("application/openmetrics-text; version=1.0.0");
        return OpenMetrics.read(new String(scrape.body(), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        meter.close();
    }
}
