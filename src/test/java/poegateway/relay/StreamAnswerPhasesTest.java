package poegateway.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import poegateway.config.GatewayConfig;
import poegateway.core.Cancellation;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.chat.ChatStream;
import poegateway.dialect.chat.Envelope;
import poegateway.relay.reply.ReplyBudget;

/** Who is waited for while a stream runs, with the standard limits: 90 s of silence, and a second for the end. */
class StreamAnswerPhasesTest {
    private static final String EVENT =
            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"x\"},\"finish_reason\":null}]}\n\n";
    private static final String DONE = EVENT.replace("null", "\"stop\"") + "data: [DONE]\n\n";

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = new Ticker(nanos::get);
    private final Cancellation cancellation = new Cancellation();
    private final RequestTimeline timeline =
            RequestTimeline.start(ticker, GatewayConfig.defaults().timeLimits(), cancellation);
    private final ByteArrayOutputStream caller = new ByteArrayOutputStream();

    @AfterEach
    void nothingIsLeft() {
        timeline.close();
        assertEquals(0, ticker.size());
    }

    @Test
    void theFirstEventIsAwaitedInOnePhaseThatTricklesDoNotBeginAnew() {
        PieceByPiece reply = reply(": a\n\n", ": b\n\n", ": c\n\n", EVENT);
        timeline.enter(RequestPhase.CONNECTING);
        pass(2);
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        pass(3);
        begin(reply);
        assertEquals(RequestPhase.AWAITING_FIRST_EVENT, reply.phases.getLast());
        assertEquals(1, reply.phases.stream().distinct().count());
        assertEquals(RequestPhase.WORKING, timeline.phase());
        assertEquals(seconds(5), timeline.times().firstEventNanos());
    }

    @Test
    void poeIsAwaitedWhileItIsReadAndNotWhileTheCallerIsWrittenTo() throws IOException {
        PieceByPiece reply = reply(EVENT, EVENT, EVENT, DONE);
        StreamAnswer answer = begin(reply);
        answer.writeTo(new ByteArrayOutputStream() {
            @Override
            public void flush() {
                assertFalse(timeline.phase().awaited() == RequestPhase.Awaited.POE, () -> "in " + timeline.phase());
                pass(100);
            }
        });
        assertNull(cancellation.reason(), "a slow reader was taken for a silent Poe");
        assertTrue(reply.phases.contains(RequestPhase.AWAITING_BYTES), reply.phases::toString);
        assertEquals(RequestPhase.WORKING, timeline.phase());
    }

    @Test
    void aSlowButSteadyReaderIsNotCut() throws IOException {
        StreamAnswer answer = begin(reply(EVENT, EVENT, EVENT, EVENT, DONE));
        answer.writeTo(new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                pass(89);
                super.write(bytes, offset, length);
            }
        });
        assertNull(cancellation.reason());
    }

    @Test
    void whatPoeHoldsBackAfterTheEndIsAwaitedForASecond() throws IOException {
        PieceByPiece reply = reply(EVENT, DONE).atTheEnd(() -> {
            assertEquals(EVENT + DONE, caller.toString(StandardCharsets.UTF_8), "the caller does not have it all");
            pass(1);
            assertNull(cancellation.reason());
            pass(1);
        });
        begin(reply).writeTo(caller);
        assertEquals(RequestPhase.DRAINING, reply.phases.getLast());
        assertEquals(new ReplyFailure.Truncated(), cancellation.reason());
        assertEquals(RequestPhase.WORKING, timeline.phase());
        assertNull(reasonAfter(10_000, new Cancellation()));
    }

    @Test
    void dripsAfterTheEndDoNotBeginThatSecondAnew() throws IOException {
        PieceByPiece reply = new PieceByPiece(timeline, Map.of(), bytes(EVENT, DONE, ":", ":", ":", ":"));
        reply.atTheEnd(() -> pass(2));
        begin(reply).writeTo(caller);
        assertEquals(new ReplyFailure.Truncated(), cancellation.reason());
    }

    @Test
    void aLastWriteThatTakesLongIsNoEndThatPoeHoldsBack() throws IOException {
        PieceByPiece reply = reply(EVENT, DONE);
        begin(reply).writeTo(new ByteArrayOutputStream() {
            @Override
            public void flush() {
                pass(20);
            }
        });
        assertNull(cancellation.reason());
    }

    @Test
    void silenceInTheStreamIsCutAfter90Seconds() {
        PieceByPiece reply = reply(EVENT).atTheEnd(() -> {
            pass(90);
            assertNull(cancellation.reason());
            pass(1);
        });
        StreamAnswer answer = begin(reply);
        FailureException failed = assertThrows(FailureException.class, () -> answer.writeTo(caller));
        assertEquals(new ReplyFailure.IdleTimeout(Duration.ofSeconds(90)), failed.failure());
        assertEquals(EVENT, caller.toString(StandardCharsets.UTF_8));
        assertEquals(RequestPhase.WORKING, timeline.phase());
    }

    @Test
    void chunksThatHaveArrivedCostNoLookAtTheClock() throws IOException {
        AtomicLong looks = new AtomicLong();
        RequestTimeline counted = RequestTimeline.unlimited(() -> {
            looks.incrementAndGet();
            return 0;
        });
        counted.answered();
        PieceByPiece arrived = new PieceByPiece(counted, Map.of(), bytes(EVENT, ": 1\n\n", ": 2\n\n", ": 3\n\n", DONE));
        StreamAnswer answer = StreamAnswer.begin(arrived, chat(), counted, Operations.begin(counted), memory());
        arrived.arrivedAtOnce();
        looks.set(0);
        answer.writeTo(caller);
        assertEquals(1, looks.get(), "the one for the gap between two events");
    }

    @Test
    void whatCameBeforeABreakReachesTheCallerThoughNothingWasWaitedFor() {
        PieceByPiece reply = reply(EVENT, EVENT).breaksWith(new ReplyFailure.Closed(false));
        reply.arrivedAtOnce();
        StreamAnswer answer = begin(reply);
        FailureException cut = assertThrows(FailureException.class, () -> answer.writeTo(caller));
        assertEquals(new ReplyFailure.Closed(true), cut.failure());
        assertEquals(EVENT + EVENT, caller.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aStreamThatHasArrivedIsWrittenToItsEnd() throws IOException {
        PieceByPiece reply = reply(EVENT, DONE);
        reply.arrivedAtOnce();
        begin(reply).writeTo(caller);
        assertEquals(EVENT + DONE, caller.toString(StandardCharsets.UTF_8));
    }

    @Test
    void closingEndsTheWayToPoe() throws IOException {
        PieceByPiece reply = reply(EVENT, DONE);
        timeline.poeBegins();
        StreamAnswer answer = begin(reply);
        answer.writeTo(caller);
        answer.close();
        assertTrue(reply.closed());
        assertNull(reasonAfter(10_000, cancellation));
    }

    private StreamAnswer begin(PieceByPiece reply) {
        if (timeline.phase() == RequestPhase.WORKING) {
            timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        }
        StreamAnswer answer = StreamAnswer.begin(reply, chat(), timeline, Operations.begin(timeline), memory());
        timeline.answered();
        return answer;
    }

    private ReplyBudget.Lease memory() {
        return new ReplyBudget(1 << 24).open(cancellation);
    }

    private static ChatStream chat() {
        return new ChatStream(false, 1 << 20, new Envelope("chatcmpl-1", 1, "m"));
    }

    private PieceByPiece reply(String... pieces) {
        return new PieceByPiece(timeline, Map.of(), bytes(pieces));
    }

    private static List<byte[]> bytes(String... pieces) {
        return Arrays.stream(pieces)
                .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private @Nullable Failure reasonAfter(int seconds, Cancellation of) {
        pass(seconds);
        return of.reason();
    }

    private void pass(int seconds) {
        nanos.addAndGet(seconds(seconds));
        ticker.tick();
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
