package poegateway.meter.otlp;

import io.opentelemetry.sdk.trace.IdGenerator;
import poegateway.meter.TraceContext;

/** Gives a span the ids under which Poe and the caller know it already. */
final class GivenIds implements IdGenerator {
    private final ThreadLocal<TraceContext> given = new ThreadLocal<>();

    void give(TraceContext context) {
        given.set(context);
    }

    void forget() {
        given.remove();
    }

    @Override
    public String generateTraceId() {
        return given.get().traceId();
    }

    @Override
    public String generateSpanId() {
        return given.get().spanId();
    }
}
