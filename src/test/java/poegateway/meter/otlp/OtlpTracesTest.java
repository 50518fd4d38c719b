package poegateway.meter.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import poegateway.meter.Operation;
import poegateway.meter.OperationRecord;
import poegateway.meter.RequestRecord;
import poegateway.meter.Span;
import poegateway.meter.ToolWork;
import poegateway.meter.TraceContext;
import poegateway.rig.Eventually;

@Timeout(30)
final class OtlpTracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SPAN = "b7ad6b7169203331";
    private static final long START_MILLIS = 1_780_315_200_123L;
    private static final long DURATION_NANOS = 42_000_123L;

    /** Status of a span, field 15: its code, field 3, is 2. */
    private static final byte[] ERROR = {0x7A, 2, 0x18, 2};

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
            try (Span span = begin(meter, request);
                    Operation operation = span.operation("chat")) {
                spanId = operation.trace().spanId();
                operation.asked("Claude-Sonnet-4.6", true);
                operation.attempt("first");
                operation.modelServed("Claude-Sonnet-4.6");
                operation.usage(new Usage(7, 9));
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
            try (Span span = begin(meter, request("req-9", Optional.empty()));
                    Operation operation = span.operation("chat")) {
                assertTrue(operation.trace().sampled());
                operation.asked("whatever-a-caller-types", false);
            }
        }
        awaitTrace();
        assertFalse(received.getFirst().holds("whatever"));
    }

    @Test
    void aMethodThatNobodyKnowsIsNotSent() {
        Meter.Request odd =
                new Meter.Request("sk-abcdefghijklmnop", CHAT, "req-11", Optional.empty(), Optional.empty());
        try (Meter meter = meter()) {
            begin(meter, odd).close();
        }
        awaitTrace();
        assertFalse(received.getFirst().holds("sk-"));
        assertTrue(received.getFirst().holds("HTTP " + CHAT));
        assertTrue(received.getFirst().holds("_OTHER"));
    }

    @Test
    void aSpanLastsAsLongAsTheRequestAndHasTheIdsItIsGiven() {
        Received trace = sent(completed(200, RequestRecord.OK));
        long startNanos = START_MILLIS * 1_000_000;
        assertTrue(trace.holds(fixed64(7, startNanos)), "when it begins");
        assertTrue(trace.holds(fixed64(8, startNanos + DURATION_NANOS)), "when it ends");
        assertTrue(trace.holds(HexFormat.of().parseHex(TRACE)), "trace id");
        assertTrue(trace.holds(HexFormat.of().parseHex(SPAN)), "span id");
        assertTrue(trace.holds("gen_ai.request.model"));
        assertFalse(trace.holds("error.type"));
        assertFalse(trace.holds(ERROR));
    }

    @Test
    void onlyAnAnswerOf500OrMoreIsAnError() {
        Received bad = sent(completed(499, "client_cancelled"));
        assertTrue(bad.holds("error.type"));
        assertTrue(bad.holds("client_cancelled"));
        assertFalse(bad.holds(ERROR));
        received.clear();
        assertTrue(sent(completed(500, "gateway_bug")).holds(ERROR));
    }

    private Received sent(RequestRecord completed) {
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        OtlpTraces traces = OtlpTraces.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint), "1.2.3");
        traces.accept(completed);
        traces.close();
        awaitTrace();
        return received.getFirst();
    }

    private static RequestRecord completed(int status, String outcome) {
        return new RequestRecord(
                request("req-10", Optional.empty()),
                new TraceContext(TRACE, SPAN, Optional.empty(), true),
                "ci",
                List.of(new OperationRecord(
                        "chat",
                        "Claude-Sonnet-4.6",
                        true,
                        Optional.of("Claude-Sonnet-4.6"),
                        false,
                        Optional.of(new Usage(7, 9)),
                        ToolWork.NONE,
                        2,
                        200,
                        Optional.empty(),
                        outcome,
                        3,
                        4)),
                status,
                outcome,
                Optional.empty(),
                new RequestRecord.Times(START_MILLIS, DURATION_NANOS, 1, 2),
                new RequestRecord.Traffic(10, 20));
    }

    /** A member of a protobuf message. */
    private static byte[] fixed64(int number, long value) {
        return ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (number << 3 | 1))
                .putLong(value)
                .array();
    }

    /** A busy machine may take longer than a stopping gateway waits. */
    private void awaitTrace() {
        Eventually.holds(Duration.ofSeconds(20), () -> received.size() == 1, () -> "traces: " + received);
    }

    private Meter meter() {
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        OtlpTraces traces = OtlpTraces.start(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_SERVICE_NAME", "my-gateway"), "1.2.3");
        return new Meter(new Meter.Dependencies(
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
