package poegateway.meter.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import poegateway.meter.Meter;
import poegateway.meter.OperationRecord;
import poegateway.meter.RequestRecord;
import poegateway.meter.RequestSink;
import poegateway.meter.TraceContext;

/** One span for each ended request, by the conventions for generative AI; nothing of what was said is in it. */
public final class OtlpTraces implements RequestSink {
    private static final long CLOSE_WAIT_SECONDS = 3;
    private static final String SERVICE = "poe-gateway";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    private static final AttributeKey<String> ASKED = AttributeKey.stringKey("gen_ai.request.model");
    private static final AttributeKey<String> RAN = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("poe_gateway.request_id");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("poe_gateway.attempts");

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;
    private final GivenIds ids;

    private OtlpTraces(OpenTelemetrySdk sdk, GivenIds ids, String version) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer(SERVICE, version);
        this.ids = ids;
    }

    /** Starts to send to where OpenTelemetry's standard variables say; metrics and logs are not sent. */
    public static OtlpTraces start(Map<String, String> environment, String version) {
        GivenIds ids = new GivenIds();
        OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> properties(environment))
                .addTracerProviderCustomizer((provider, settings) -> provider.setIdGenerator(ids))
                .build()
                .getOpenTelemetrySdk();
        return new OtlpTraces(sdk, ids, version);
    }

    @Override
    public void accept(RequestRecord done) {
        TraceContext trace = done.trace();
        long startNanos = TimeUnit.MILLISECONDS.toNanos(done.times().startMillis());
        ids.give(trace);
        try {
            Span span = tracer.spanBuilder(spanName(done.request()))
                    .setSpanKind(SpanKind.SERVER)
                    .setParent(parent(trace))
                    .setStartTimestamp(startNanos, TimeUnit.NANOSECONDS)
                    .startSpan();
            describe(span, done);
            span.end(startNanos + done.times().durationNanos(), TimeUnit.NANOSECONDS);
        } finally {
            ids.forget();
        }
    }

    @Override
    public void close() {
        sdk.shutdown().join(CLOSE_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private static void describe(Span span, RequestRecord done) {
        span.setAttribute(METHOD, method(done.request()).orElse("_OTHER"));
        span.setAttribute(ROUTE, done.request().route());
        span.setAttribute(STATUS, (long) done.status());
        span.setAttribute(REQUEST_ID, done.request().id());
        if (!done.outcome().equals(RequestRecord.OK)) {
            span.setAttribute(ERROR, done.outcome());
            span.setStatus(done.status() >= 500 ? StatusCode.ERROR : StatusCode.UNSET);
        }
        done.operation().ifPresent(operation -> describe(span, operation, done));
    }

    private static void describe(Span span, OperationRecord operation, RequestRecord done) {
        if (operation.modelKnown()) {
            span.setAttribute(OPERATION, operation.name());
            span.setAttribute(PROVIDER, "poe");
            span.setAttribute(ASKED, operation.model());
            span.setAttribute(ATTEMPTS, (long) done.attempts());
        }
        operation.modelThatRan().ifPresent(model -> span.setAttribute(RAN, model));
        done.usage().ifPresent(usage -> {
            span.setAttribute(INPUT, usage.inputTokens());
            span.setAttribute(OUTPUT, usage.outputTokens());
        });
    }

    private static String spanName(Meter.Request request) {
        return method(request).orElse("HTTP") + " " + request.route();
    }

    /** Empty where it is none that is known: it may be anything. Names are those of OpenTelemetry's conventions for HTTP spans. */
    private static Optional<String> method(Meter.Request request) {
        return Optional.of(request.method()).filter(METHODS::contains);
    }

    private static Context parent(TraceContext trace) {
        return trace.parentId()
                .map(parent -> SpanContext.createFromRemoteParent(
                        trace.traceId(),
                        parent,
                        trace.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                        TraceState.getDefault()))
                .map(parent -> Context.root().with(Span.wrap(parent)))
                .orElse(Context.root());
    }

    /** The variables as properties, which real variables and properties of the JVM still overrule. */
    private static Map<String, String> properties(Map<String, String> environment) {
        Map<String, String> properties = new HashMap<>();
        properties.put("otel.service.name", SERVICE);
        properties.put("otel.exporter.otlp.protocol", "http/protobuf");
        properties.put("otel.metrics.exporter", "none");
        properties.put("otel.logs.exporter", "none");
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }
}
