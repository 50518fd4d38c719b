package poegateway.meter.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.RequestTimeline;
import poegateway.core.Usage;
import poegateway.meter.AccessLog;
import poegateway.meter.Meter;
import poegateway.meter.Span;
import poegateway.rig.Eventually;

@Timeout(30)
final class OtlpTracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String CHAT = "/v1/chat/completions";

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final HttpServer collector;

    @SuppressWarnings("ArrayRecordComponent")
    private record Received(String method, String path, byte[] body) {
        boolean holds(byte[] part) {
            return new String(body, StandardCharsets.ISO_8859_1)
                    .contains(new String(part, StandardCharsets.ISO_8859_1));
        }

        boolean holds(String text) {
            return holds(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    OtlpTracesTest() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void listen() {
        collector.createContext("/", this::take);
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void aRequestArrivesAsASpanUnderTheIdsThatPoeAndTheCallerKnow() {
        Meter.Request request = request("req-7", Optional.of("00-" + TRACE + "-" + PARENT + "-01"));
        String spanId;
        try (Meter meter = meter()) {
            try (Span span = begin(meter, request)) {
                spanId = span.trace().spanId();
                span.asked("Claude-Sonnet-4.6", true);
                span.attempt("first");
                span.ran("Claude-Sonnet-4.6");
                span.used(new Usage(7, 9));
                span.answered(200);
            }
        }
        awaitTrace();
        Received trace = received.getFirst();
        assertEquals("POST /v1/traces", trace.method() + " " + trace.path());
        for (String id : List.of(TRACE, spanId, PARENT)) {
            assertTrue(trace.holds(HexFormat.of().parseHex(id)), id);
        }
        for (String text : List.of("gen_ai.usage.output_tokens", "Claude-Sonnet-4.6", "req-7", CHAT, "my-gateway")) {
            assertTrue(trace.holds(text), text);
        }
    }

    @Test
    void whatTheCallerDidNotWantSampledIsNotSent() {
        try (Meter meter = meter()) {
            begin(meter, request("req-8", Optional.of("00-" + TRACE + "-" + PARENT + "-00")))
                    .close();
        }
        assertEquals(List.of(), received);
    }

    @Test
    void aNameThatPoeDoesNotKnowIsNotSent() {
        try (Meter meter = meter()) {
            try (Span span = begin(meter, request("req-9", Optional.empty()))) {
                assertTrue(span.trace().sampled());
                span.asked("whatever-a-caller-types", false);
            }
        }
        awaitTrace();
        assertFalse(received.getFirst().holds("whatever"));
    }

    /** A busy machine may take longer than a stopping gateway waits. */
    private void awaitTrace() {
        Eventually.holds(Duration.ofSeconds(20), () -> received.size() == 1, () -> "traces: " + received);
    }

    private Meter meter() {
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        OtlpTraces traces = OtlpTraces.start(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_SERVICE_NAME", "my-gateway"), "1.2.3");
        return new Meter(new Meter.Terms(
                System::nanoTime,
                InstantSource.system(),
                new Random(3),
                name -> Optional.of(name).filter(known -> known.startsWith("Claude")),
                "1.2.3",
                AccessLog.off(),
                Optional.of(traces)));
    }

    private static Span begin(Meter meter, Meter.Request request) {
        return meter.begin(request, RequestTimeline.unlimited(System::nanoTime));
    }

    private static Meter.Request request(String id, Optional<String> traceparent) {
        return new Meter.Request("POST", CHAT, id, traceparent, Optional.empty());
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        received.add(new Received(
                exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
