package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.faults.Verdict.MODEL;
import static poegateway.faults.Verdict.asking;
import static poegateway.faults.Verdict.refused;
import static poegateway.faults.Verdict.whileTimePasses;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import poegateway.core.Ticker;
import poegateway.faults.Streams.Gate;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.RawCaller;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Scripts;

/**
 * Memory runs short for members of the ticker, once and while a request is under way: every limit in time, the heartbeats
 * and the watch over the caller go on, and {@code /health} tells of it.
 */
class TickFaultIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String COMMENT = ": keepalive\n\n";
    /** Members are told in no order; among so many, those of a request are neither all first nor all last. */
    private static final int FAILING = 30;

    @GatewayTest
    void theFirstEventHasItsLimit(Rig rig, TestDialect dialect) throws Exception {
        CompletableFuture<Reply> asked = silent(rig, dialect);
        runShort(rig);
        rig.advance(Duration.ofSeconds(181));
        refused(asked.get(), 504, "upstream_timeout");
    }

    @GatewayTest(settings = "upstream.total-timeout=50s")
    void theWholeRequestHasItsLimit(Rig rig, TestDialect dialect) throws Exception {
        CompletableFuture<Reply> asked = silent(rig, dialect);
        runShort(rig);
        rig.advance(Duration.ofSeconds(51));
        refused(asked.get(), 504, "upstream_timeout");
        assertTrue(asked.get().errorMessage().contains("upstream.total-timeout"));
    }

    @GatewayTest
    void aStreamThatFallsSilentHasItsLimit(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(dialect.stream("so far").with(new Mishap.HangMidBody(1)));
        try (Response response = rig.open(dialect, MODEL, true)) {
            response.body().source().require(10);
            runShort(rig);
            CompletableFuture<String> rest =
                    CompletableFuture.supplyAsync(() -> read(response), Thread::startVirtualThread);
            String body = whileTimePasses(rig, Duration.ofSeconds(91), rest);
            assertTrue(body.contains("upstream_idle_timeout"), body);
        }
    }

    @GatewayTest(simulated = true)
    void aCallerWhoStopsReadingIsCut(Rig rig, TestDialect dialect) throws Exception {
        try (Response response = rig.open(dialect, "flood", true)) {
            assertEquals(200, response.code());
            rig.awaitStill();
            runShort(rig);
            rig.advanceUntilHungUp(Duration.ofSeconds(31));
            rig.awaitQuiet();
            assertEquals(1, rig.poe().census().hangUps());
        }
    }

    @GatewayTest(transport = Transport.H1)
    void aBodyThatDripsHasItsLimit(Rig rig, TestDialect dialect) throws IOException {
        try (RawCaller caller = new RawCaller(rig.gateway().url())) {
            caller.send("POST " + dialect.path() + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{");
            reading(rig);
            runShort(rig);
            rig.advance(Duration.ofSeconds(31));
            assertEquals(408, caller.reply().status());
        }
    }

    @GatewayTest(transport = Transport.H2)
    void aBodyThatDripsOverHttp2HasItsLimit(Rig rig, TestDialect dialect) throws Exception {
        Gate gate = new Gate();
        Call call = rig.caller()
                .newCall(new Request.Builder()
                        .url(rig.gateway().url() + dialect.path())
                        .post(dripping(gate))
                        .build());
        CompletableFuture<Reply> asked = asking(() -> rig.read(call));
        reading(rig);
        runShort(rig);
        rig.advance(Duration.ofSeconds(31));
        assertEquals(408, asked.get().status());
        gate.open();
    }

    @GatewayTest
    void aSilentStreamShowsLife(Rig rig, TestDialect dialect) throws Exception {
        Gate gate = new Gate();
        rig.poe().enqueue(Scripts.streamOf(List.of(Scripts.piece(dialect.streamed("late"), gate))));
        CompletableFuture<Response> opening =
                CompletableFuture.supplyAsync(() -> Verdict.head(rig, dialect, MODEL), Thread::startVirtualThread);
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        runShort(rig);
        rig.advance(Duration.ofSeconds(11));
        try (Response response = rig.await(opening)) {
            assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            runShort(rig);
            rig.advance(Duration.ofSeconds(16));
            assertEquals(COMMENT, rig.reading(() -> response.body().source().readUtf8(COMMENT.length())));
            gate.open();
            response.body().string();
        }
    }

    @GatewayTest
    void aCallerWhoLeavesIsSeen(Rig rig, TestDialect dialect) throws Exception {
        rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
        Call call = rig.call(dialect, MODEL, false);
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> left(call), Thread::startVirtualThread);
        assertTrue(rig.poe().awaitOpen(1, SOON));
        runShort(rig);
        call.cancel();
        assertTrue(rig.poe().awaitOpen(0, SOON), "Poe was not hung up on");
        assertTrue(ended.get());
    }

    /** Each of many members throws once, in one tick; the state of the gateway tells of it. */
    private static void runShort(Rig rig) {
        rig.expectAlarm("a time limit could not be checked: OutOfMemoryError in TickFaultIT");
        AtomicInteger thrown = new AtomicInteger();
        List<Ticker.Registration> seats = new ArrayList<>();
        for (int member = 0; member < FAILING; member++) {
            seats.add(rig.onTick(new Ticker.Listener() {
                @Override
                public void tick(long nowNanos) {
                    thrown.incrementAndGet();
                    throw new OutOfMemoryError("of a test");
                }
            }));
        }
        rig.tick();
        seats.forEach(Ticker.Registration::close);
        assertEquals(FAILING, thrown.get());
        int open = rig.gateway().census().openExchanges();
        Reply health = rig.get("/health");
        Eventually.holds( // else time would pass while that answer is still being written
                SOON,
                () -> rig.gateway().census().openExchanges() == open,
                () -> "open: " + rig.gateway().census());
        assertEquals("degraded", health.json().path("status").asText(), health::body);
        String words = health.json().at("/parts/time limits/detail").asText();
        assertTrue(words.contains("OutOfMemoryError in TickFaultIT at 2026-06-01T12:0"), words);
    }

    private static CompletableFuture<Reply> silent(Rig rig, TestDialect dialect) throws InterruptedException {
        rig.poe().enqueue(dialect.whole("never").with(new Mishap.HangBeforeHead()));
        CompletableFuture<Reply> asked = asking(() -> rig.ask(dialect, MODEL, false));
        assertTrue(rig.poe().awaitArrivals(1, SOON));
        return asked;
    }

    private static void reading(Rig rig) {
        Eventually.holds(
                SOON,
                () -> rig.gateway().census().bodyBytesHeld() > 0,
                () -> "the request never began: " + rig.gateway().census());
    }

    private static RequestBody dripping(Gate gate) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("application/json");
            }

            @Override
            public boolean isDuplex() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                sink.writeUtf8("{");
                sink.flush();
                Thread.startVirtualThread(() -> end(gate, sink));
            }
        };
    }

    private static void end(Gate gate, BufferedSink sink) {
        try (sink) {
            gate.await();
        } catch (IOException | InterruptedException refused) {
            assertTrue(refused.getMessage() == null || !refused.getMessage().isEmpty());
        }
    }

    private static boolean left(Call call) {
        try (Response response = call.execute()) {
            return response.code() == 0;
        } catch (IOException cancelled) {
            return call.isCanceled();
        }
    }

    private static String read(Response response) {
        try {
            return response.body().string();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
