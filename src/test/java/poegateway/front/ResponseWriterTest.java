package poegateway.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.config.GatewayConfig;
import poegateway.config.ServerConfig;
import poegateway.core.Cancellation;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.OpenAiErrors;
import poegateway.meter.Meter;
import poegateway.meter.Span;
import poegateway.relay.Answer;
import poegateway.rig.Eventually;

/** With the standard limits: the head goes out after 10 s, a heartbeat every 15 s, and a write may block for 30 s. */
@Timeout(30)
class ResponseWriterTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String COMMENT = ": keepalive\n\n";
    private static final Failure IDLE = new ReplyFailure.IdleTimeout(Duration.ofSeconds(90));

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new Ticker(nanos::get);
    private final Cancellation cancellation = new Cancellation();
    private final SlowCaller caller = new SlowCaller();
    private final RequestTimeline timeline =
            RequestTimeline.start(ticker, GatewayConfig.defaults().timeLimits(), cancellation);
    private final Span span =
            new Meter().begin(new Meter.Request("POST", "/", "req-1", Optional.empty(), Optional.empty()), timeline);
    private final ResponseWriter writer = writer();

    private ResponseWriter writer() {
        try {
            ResponseWriter made =
                    new ResponseWriter(caller.response(), new OpenAiErrors(), ServerConfig.defaults(), timeline, span);
            timeline.onTick(made::tick);
            timeline.cutCallerBy(caller::cut);
            return made;
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @AfterEach
    void nothingIsLeft() {
        caller.goOn();
        writer.close();
        timeline.close();
        assertEquals(0, ticker.size());
        assertFalse(caller.twoWroteTogether(), "two threads wrote the answer at once");
    }

    @Test
    void aSignOfLifeThatHasNotRunYetIsNotAskedForAgain() throws IOException {
        List<Runnable> signs = new ArrayList<>();
        try (ResponseWriter busy = new ResponseWriter(
                caller.response(), new OpenAiErrors(), ServerConfig.defaults(), timeline, span, signs::add)) {
            busy.expectStream();
            long dueNanos = Duration.ofSeconds(11).toNanos();
            for (int tick = 0; tick < 3; tick++) {
                busy.tick(dueNanos + tick);
            }
            assertEquals(1, signs.size());
            signs.removeFirst().run();
            busy.tick(dueNanos + Duration.ofSeconds(20).toNanos());
            assertEquals(1, signs.size());
        }
    }

    @Test
    void aStreamOfWhichNothingComesGetsItsHeadAfter10SecondsAndNotBefore() {
        writer.expectStream();
        pass(10);
        assertFalse(writer.due(nanos.get()));
        pass(1);
        awaitText(COMMENT);
        assertEquals(200, caller.status());
        assertEquals("text/event-stream; charset=utf-8", caller.headers.get("content-type"));
        assertTrue(caller.headers.containsKey("server-timing"));
    }

    @Test
    void aWholeAnswerOfWhichNothingComesGetsNoHead() {
        pass(1_000);
        writer.close();
        assertEquals(Map.of(), caller.headers);
    }

    @Test
    void aSilentStreamShowsLifeEvery15SecondsAndNoMoreOften() throws IOException {
        writer.expectStream();
        writer.send(answer(out -> out.write("data: 1\n\n".getBytes(StandardCharsets.UTF_8))));
        String shown = "data: 1\n\n";
        for (int sign = 0; sign < 3; sign++) {
            pass(15);
            assertFalse(writer.due(nanos.get()), "after 15 s");
            pass(1);
            shown += "sign\n\n";
            awaitText(shown);
            assertFalse(writer.due(nanos.get()), "at once after a sign");
        }
        writer.close();
        assertEquals(shown.length(), writer.bytesOut());
    }

    @Test
    void aWriteIsASignOfLifeToo() throws IOException {
        writer.expectStream();
        writer.send(answer(out -> {
            for (int part = 0; part < 10; part++) {
                nanos.addAndGet(seconds(14));
                assertFalse(writer.due(nanos.get()));
                out.write('x');
                out.flush();
            }
        }));
        assertEquals("xxxxxxxxxx", caller.text());
    }

    @Test
    void theHeadersOfAnAnswerHaveOneWriterAtATime() throws Exception {
        writer.expectStream();
        caller.hold();
        pass(11);
        caller.awaitBlocked();
        CompletableFuture<Void> header = CompletableFuture.runAsync(
                () -> writer.header("x-ratelimit-limit-requests", "5"), Thread::startVirtualThread);
        caller.goOn();
        header.get(10, TimeUnit.SECONDS);
        awaitText(COMMENT);
        assertFalse(caller.headers.containsKey("x-ratelimit-limit-requests"), "the head is out already");
    }

    @Test
    void aHeaderThatComesBeforeTheHeadLeavesWithIt() throws IOException {
        writer.header("x-ratelimit-limit-requests", "5");
        writer.send(200, Map.of("content-type", "text/plain"), new byte[] {'y'});
        assertEquals("5", caller.headers.get("x-ratelimit-limit-requests"));
        assertEquals("1", caller.headers.get("content-length"));
        assertTrue(writer.complete());
    }

    @Test
    void aBlockedWriteCutsTheCallerThoughAnotherReasonCameFirst() throws Exception {
        cancellation.cancel(new GatewayFailure.Restarting());
        caller.hold();
        CompletableFuture<Throwable> sending = failing(() -> writer.send(answer(out -> out.write('x'))));
        caller.awaitBlocked();
        pass(30);
        assertFalse(caller.wasCut());
        pass(1);
        assertTrue(caller.wasCut());
        assertEquals("cut", sending.get(10, TimeUnit.SECONDS).getMessage());
        assertFalse(writer.complete());
        assertEquals(new GatewayFailure.Restarting(), cancellation.reason());
    }

    @Test
    void aBlockedSignOfLifeCutsTheCallerAndTheRequestEnds() throws Exception {
        writer.expectStream();
        caller.hold();
        pass(11);
        caller.awaitBlocked();
        pass(31);
        assertTrue(caller.wasCut());
        assertEquals(new ClientFailure.ReadTooSlow("server.write-stall"), cancellation.reason());
        writer.close();
        assertFalse(writer.complete());
    }

    @Test
    void aSignOfLifeThatCannotBeWrittenEndsTheRequest() {
        writer.expectStream();
        caller.cut();
        pass(11);
        Eventually.holds(SOON, () -> cancellation.reason() != null, () -> "it goes on");
        assertEquals(new ClientFailure.CallerGone(), cancellation.reason());
    }

    @Test
    void afterTheEndThereIsNoSignOfLife() {
        writer.expectStream();
        writer.close();
        pass(11);
        assertEquals(0, caller.flushes.get());
    }

    @Test
    void aFailureBeforeTheHeadHasItsOwnStatus() throws IOException {
        writer.expectStream();
        writer.fail(IDLE);
        assertEquals(504, caller.status());
        assertTrue(caller.text().startsWith("{\"error\":"), caller.text());
        assertTrue(writer.complete());
    }

    @Test
    void aFailureAfterASignOfLifeIsAnEventOfAStreamOfStatus200() throws IOException {
        writer.expectStream();
        pass(11);
        awaitText(COMMENT);
        assertEquals(-1, timeline.times().overheadNanos());
        writer.fail(IDLE);
        assertTrue(caller.text().startsWith(COMMENT + "data: {\"error\":"), caller.text());
        assertEquals(200, caller.status());
        assertTrue(timeline.times().overheadNanos() >= 0, "the head was told of");
        assertTrue(writer.complete());
    }

    @Test
    void anErrorEventThatCannotBeWrittenLeavesTheAnswerIncomplete() throws IOException {
        writer.expectStream();
        assertThrows(
                IOException.class,
                () -> writer.send(answer(out -> {
                    out.write('x');
                    caller.cut();
                    out.write('y');
                })));
        assertThrows(IOException.class, () -> writer.fail(IDLE));
        assertFalse(writer.complete());
    }

    @Test
    void aWholeAnswerThatBreaksOffStaysIncomplete() throws IOException {
        Answer whole = new Fixed(OptionalLong.of(2), out -> {
            out.write('x');
            throw new IllegalStateException("broken");
        });
        assertThrows(IllegalStateException.class, () -> writer.send(whole));
        writer.fail(new GatewayFailure.Bug());
        assertEquals("", caller.text(), "what is cut off need not leave");
        assertFalse(writer.complete());
    }

    @Test
    void whatIsCompleteGetsNoErrorAfterIt() throws IOException {
        writer.expectStream();
        writer.send(answer(out -> out.write('x')));
        assertTrue(writer.complete());
        writer.fail(new GatewayFailure.Bug());
        assertEquals("x", caller.text());
        assertTrue(writer.complete());
    }

    @Test
    void anAnswerIsCompleteOnceItIsFlushed() throws Exception {
        assertFalse(writer.complete());
        writer.send(answer(out -> {
            out.write('x');
            caller.hold();
            Thread.startVirtualThread(this::letGoOn);
        }));
        assertEquals(1, caller.flushes.get());
        assertTrue(writer.complete());
    }

    @Test
    void aHeadWithoutABodyIsAnAnswer() {
        writer.sendEmpty(204);
        assertEquals(204, caller.status());
        assertEquals("no-store", caller.headers.get("cache-control"));
        assertTrue(writer.complete());
    }

    @Test
    void aWholeAnswerHasItsHeadersAndItsLength() throws IOException {
        writer.send(new Fixed(OptionalLong.of(1), out -> out.write('x')));
        assertEquals(201, caller.status());
        assertEquals("1", caller.headers.get("content-length"));
        assertEquals("application/json", caller.headers.get("content-type"));
        assertEquals("b", caller.headers.get("a"));
        assertEquals(1, writer.bytesOut());
    }

    private void letGoOn() {
        try {
            caller.awaitBlocked();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        assertEquals(RequestPhase.WRITING_TO_CALLER, timeline.phase());
        assertFalse(writer.complete());
        caller.goOn();
    }

    private static CompletableFuture<Throwable> failing(Sending sending) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                sending.run();
                failure.completeExceptionally(new AssertionError("it did not fail"));
            } catch (Throwable thrown) {
                failure.complete(thrown);
            }
        });
        return failure;
    }

    private void awaitText(String text) {
        Eventually.holds(SOON, () -> caller.text().equals(text), () -> "written: " + caller.text());
        Eventually.holds(SOON, () -> caller.flushes.get() > 0, () -> "not flushed");
    }

    private void pass(int seconds) {
        nanos.addAndGet(seconds(seconds));
        ticker.tick();
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private static Answer answer(Pouring pouring) {
        return new Fixed(OptionalLong.empty(), pouring);
    }

    @FunctionalInterface
    private interface Pouring {
        void into(OutputStream out) throws IOException;
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    private record Fixed(OptionalLong length, Pouring pouring) implements Answer {
        @Override
        public int status() {
            return 201;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("a", "b");
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            pouring.into(out);
        }

        @Override
        public byte[] heartbeat() {
            return "sign\n\n".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public byte[] errorEvent(Failure failure) {
            return new OpenAiErrors().event(failure);
        }

        @Override
        public void close() {}
    }
}
