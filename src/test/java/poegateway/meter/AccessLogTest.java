package poegateway.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.GatewayFailure;
import poegateway.rig.Eventually;

@Timeout(20)
final class AccessLogTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aLineForProgramsIsOneJsonObject() throws JsonProcessingException {
        String line = json(told -> told.stream(RecordingSink.KNOWN).close());
        assertEquals("""
                {"ts":"2026-06-01T12:00:00.049Z","level":"INFO","logger":"access",\
                "message":"POST /v1/chat/completions 200","request_id":"req-1","trace_id":"ID","key":"none",\
                "method":"POST","route":"/v1/chat/completions","status":200,"outcome":"ok","model":"Claude-Sonnet-4.6","stream":true,\
                "input_tokens":7,"output_tokens":9,"ttft_ms":11.00,"duration_ms":42.00,"overhead_ms":2.00,"attempts":1,\
                "upstream_status":200,"upstream_request_id":"poe-1","bytes_in":0,"bytes_out":321,"ua":"agent/1.0"}
                """, line.replaceFirst("[0-9a-f]{32}", "ID"));
        assertTrue(JSON.readTree(line).isObject());
    }

    @Test
    void aLineForPeopleIsShort() {
        String line = written(
                AccessLog.Form.TEXT,
                ZoneId.of("Europe/Berlin"),
                told -> told.stream(RecordingSink.KNOWN).close());
        assertEquals(
                "14:00:00 200 POST /v1/chat/completions    Claude-Sonnet-4.6      42 ms    7>9         ok"
                        + "                 -               req-1\n",
                line);
    }

    @Test
    void longWaitsAreShownInSeconds() {
        String line = written(AccessLog.Form.TEXT, ZoneOffset.UTC, told -> {
            RecordingSink.Told stream = told.stream(RecordingSink.KNOWN);
            told.pass(3_300_000);
            stream.close();
        });
        assertTrue(line.contains(" 3.3 s "), line);
    }

    @Test
    void whatToolsDidIsToldOverAllRoundsAndCallsOfModels() throws JsonProcessingException {
        JsonNode line = JSON.readTree(json(told -> {
            try (Span span = told.begin(CHAT);
                    Operation one = span.operation("chat");
                    Operation other = span.operation("chat")) {
                for (Operation each : List.of(one, other)) {
                    each.asked("m", false);
                    each.toolRound(2);
                    each.toolErrors(1);
                }
                other.toolRound(3);
            }
        }));
        assertEquals(3, line.path("tool_rounds").asInt(), line::toString);
        assertEquals(7, line.path("tool_calls").asInt());
        assertEquals(2, line.path("tool_errors").asInt());
        assertFalse(JSON.readTree(json(told -> told.stream(RecordingSink.KNOWN).close()))
                .has("tool_rounds"));
    }

    @Test
    void whatDidNotHappenIsLeftOut() throws JsonProcessingException {
        JsonNode line = JSON.readTree(json(told -> {
            try (Span span = told.begin(CHAT)) {
                span.failed(new ClientFailure.CallerGone());
            }
        }));
        assertEquals(499, line.path("status").asInt());
        assertEquals("client_cancelled", line.path("outcome").asText());
        for (String absent : List.of("model", "stream", "input_tokens", "ttft_ms", "overhead_ms", "upstream_status")) {
            assertFalse(line.has(absent), absent);
        }
    }

    @Test
    void callersWordsAreCutMadePrintableAndFreedOfKeys() throws JsonProcessingException {
        String spoilt = "a\"b\\c\n\u0000d\u2028é sk-0123456789abcdef Bearer abc.def " + "x".repeat(500);
        JsonNode line = JSON.readTree(json(told -> {
            Meter.Request request = RecordingSink.request("BREW\n\"", CHAT, spoilt);
            try (Span span = told.begin(request);
                    Operation operation = span.operation("chat")) {
                operation.asked(spoilt, false);
                span.answered(404);
            }
        }));
        String agent = line.path("ua").asText();
        assertTrue(agent.startsWith("a\"b\\c??d?é sk-"), agent);
        assertFalse(agent.contains("0123456789abcdef"), agent);
        assertFalse(agent.contains("abc.def"), agent);
        assertEquals(100, agent.length());
        assertEquals("•••", line.path("model").asText());
        assertEquals("BREW?\"", line.path("method").asText());
    }

    @Test
    void aFailureIsToldByItsCodeAndThatOfPoeOrTheGatewayWeighsMore() throws JsonProcessingException {
        JsonNode client = failed(new ClientFailure.CallerGone());
        assertEquals("INFO", client.path("level").asText());
        assertEquals("client_cancelled", client.path("error").asText());
        JsonNode gateway = failed(new GatewayFailure.Draining());
        assertEquals("WARN", gateway.path("level").asText());
        assertEquals(new GatewayFailure.Draining().code(), gateway.path("error").asText());
    }

    private static JsonNode failed(Failure failure) throws JsonProcessingException {
        return JSON.readTree(json(told -> {
            try (Span span = told.begin(CHAT)) {
                span.failed(failure);
            }
        }));
    }

    @Test
    void whereNoRouteIsThePathIsShownCutPrintableAndWithoutKeys() throws JsonProcessingException {
        String path = "/v1/\u001b[31mkeys/sk-0123456789abcdef0123/" + "x".repeat(500);
        Meter.Request request = new Meter.Request(
                "GET",
                "none",
                "req-1",
                Optional.empty(),
                Optional.empty(),
                Optional.of("192.0.2.7"),
                Optional.of(path));
        JsonNode line = JSON.readTree(json(told -> told.begin(request).close()));
        String shown = line.path("path").asText();
        assertEquals("none", line.path("route").asText());
        assertEquals("192.0.2.7", line.path("address").asText());
        assertTrue(shown.startsWith("/v1/?[31mkeys/sk-•"), shown);
        assertEquals(200, shown.length());
        assertEquals("GET " + shown + " 0", line.path("message").asText());
        String text = written(
                AccessLog.Form.TEXT, ZoneOffset.UTC, told -> told.begin(request).close());
        assertTrue(text.contains("GET /v1/?[31mkeys/sk-•") && text.contains(" 192.0.2.7 "), text);
    }

    @Test
    void probesAreNotLogged() {
        assertEquals("", json(told -> {
            told.begin("/health/live").close();
            told.begin("/metrics").close();
            told.begin(RecordingSink.request("HEAD", "/", "agent")).close();
        }));
        assertTrue(json(told -> told.begin("/").close()).contains("\"route\":\"/\""));
    }

    @Test
    void aSinkThatFailsLosesLinesAndNothingElse() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        AccessLog log = AccessLog.to(full, AccessLog.Form.JSON, ZoneOffset.UTC);
        try (RecordingSink told = new RecordingSink(log, Optional.empty())) {
            told.begin(CHAT).close();
            told.begin(CHAT).close();
            log.close();
            collected();
            told.meter.countLost(() -> 3);
            assertTrue(told.meter.logFails());
            assertEquals(2 + 3, told.meter.linesLost());
            assertEquals(2 + 3, told.scrape().value("poe_gateway_log_lines_dropped_total", Map.of()));
        }
    }

    @Test
    void aSinkThatBlocksHoldsUpNoRequestAndTheQueueIsBounded() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int single) {
                throw new AssertionError("whole batches are written");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                blocked.countDown();
                awaitQuietly(gate);
                written.write(bytes, offset, length);
            }
        };
        AccessLog log = AccessLog.to(stuck, AccessLog.Form.JSON, ZoneOffset.UTC);
        try (RecordingSink told = new RecordingSink(log, Optional.empty())) {
            told.begin(CHAT).close();
            blocked.await();
            int more = 10_000;
            for (int i = 0; i < more; i++) {
                told.begin(CHAT).close();
            }
            assertEquals(more - 8_192, log.dropped());
            gate.countDown();
        }
        assertEquals(1 + 8_192, written.toString(StandardCharsets.UTF_8).lines().count());
    }

    @Test
    void whileNothingHappensItsThreadSleeps() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        AccessLog log = AccessLog.to(OutputStream.nullOutputStream(), AccessLog.Form.JSON, ZoneOffset.UTC);
        Thread writer = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("access-log") && !before.contains(thread))
                .findFirst()
                .orElseThrow();
        Eventually.holds(
                Duration.ofSeconds(10),
                () -> writer.getState() == Thread.State.WAITING,
                () -> "the thread is " + writer.getState());
        log.close();
        assertFalse(writer.isAlive());
    }

    @Test
    void aSinkThatStaysBlockedDoesNotHoldUpTheStop() {
        CountDownLatch never = new CountDownLatch(1);
        OutputStream stuck = new OutputStream() {
            @Override
            public void write(int single) {
                awaitQuietly(never);
            }
        };
        AccessLog log = AccessLog.to(stuck, AccessLog.Form.JSON, ZoneOffset.UTC);
        try (RecordingSink told = new RecordingSink(log, Optional.empty())) {
            told.begin(CHAT).close();
        }
        assertEquals(0, log.dropped());
        never.countDown();
    }

    /** Returns after a garbage collection, which takes what a metric holds weakly. */
    private static void collected() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        while (garbage.get() != null) {
            System.gc();
        }
    }

    private static String json(Consumer<RecordingSink> course) {
        return written(AccessLog.Form.JSON, ZoneOffset.UTC, course);
    }

    private static String written(AccessLog.Form form, ZoneId zone, Consumer<RecordingSink> course) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordingSink told = new RecordingSink(AccessLog.to(out, form, zone), Optional.empty())) {
            course.accept(told);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
