package poegateway.meter.otlp;

import io.opentelemetry.sdk.trace.IdGenerator;
import poegateway.meter.TraceContext;

/** Gives a span the ids under which Poe and the caller know it already. */
final class GivenIds implements IdGenerator {
    private static final ThreadLocal<TraceContext> GIVEN = new ThreadLocal<>();

    void give(TraceContext context) {
        GIVEN.set(context);
    }

    void forget() {
        GIVEN.remove();
    }

    @Override
    public String generateTraceId() {
        return GIVEN.get().traceId();
    }

    @Override
    public String generateSpanId() {
        return GIVEN.get().spanId();
    }
}
