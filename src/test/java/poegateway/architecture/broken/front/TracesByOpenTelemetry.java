package poegateway.architecture.broken.front;

import io.opentelemetry.api.trace.Tracer;

public abstract class TracesByOpenTelemetry {
    abstract Tracer tracer();
}
