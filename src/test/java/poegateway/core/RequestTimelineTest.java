package poegateway.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.ReplyFailure;

@Timeout(20)
class RequestTimelineTest {
    private static final TimeLimits LIMITS = new TimeLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(31),
            Duration.ofSeconds(5),
            Duration.ofSeconds(180),
            Duration.ofSeconds(600),
            Duration.ofSeconds(90),
            Duration.ofMinutes(30),
            Duration.ofSeconds(60));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L); // monotonic time may overflow
    private final Ticker ticker = new Ticker(nanos::get);
    private final Cancellation cancellation = new Cancellation();
    private final List<String> cuts = new ArrayList<>();
    private final RequestTimeline timeline = RequestTimeline.start(ticker, LIMITS, cancellation);

    RequestTimelineTest() {
        timeline.cutCallerBy(() -> cuts.add("cut"));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        timeline.close();
        assertEquals(0, ticker.size());
        assertFalse(Thread.interrupted(), "an interrupt was left behind");
    }

    @Test
    void everyPhaseIsEndedAfterItsOwnLimitAndNotBefore() {
        Map<RequestPhase, Integer> seconds = Map.of(
                RequestPhase.AWAITING_FIRST_EVENT, 180,
                RequestPhase.AWAITING_MEDIA, 600,
                RequestPhase.AWAITING_BYTES, 90,
                RequestPhase.WRITING_TO_CALLER, 31,
                RequestPhase.DRAINING, 1);
        seconds.forEach((phase, limit) -> {
            Cancellation stopped = new Cancellation();
            try (RequestTimeline one = RequestTimeline.start(ticker, LIMITS, stopped)) {
                pass(1_000);
                one.enter(phase);
                pass(limit);
                assertNull(stopped.reason(), phase::name);
                pass(1);
                assertEquals(phase.limit().orElseThrow().failure().apply(Duration.ofSeconds(limit)), stopped.reason());
            }
        });
    }

    @Test
    void theAnswerOfAModelThatMakesMediaMayTakeLongerToBegin() {
        timeline.awaitAnswer();
        assertEquals(RequestPhase.AWAITING_FIRST_EVENT, timeline.phase());
        timeline.expectMedia();
        timeline.awaitAnswer();
        assertNull(after(600));
        pass(1);
        String message = Objects.requireNonNull(cancellation.reason()).message();
        assertTrue(message.contains("upstream.media-timeout 600 s"), message);
    }

    @Test
    void whatHasNoLimitOfItsOwnIsHeldToNone() {
        for (RequestPhase phase :
                List.of(RequestPhase.WORKING, RequestPhase.QUEUED, RequestPhase.PAUSING, RequestPhase.DONE)) {
            timeline.enter(phase);
            assertNull(after(100_000), phase::name);
        }
    }

    @Test
    void aPhaseThatIsEnteredAgainBeginsAnew() {
        for (int read = 0; read < 10; read++) {
            RequestPhase before = timeline.enter(RequestPhase.AWAITING_BYTES);
            pass(80);
            timeline.enter(before);
        }
        assertNull(cancellation.reason());
        assertEquals(RequestPhase.WORKING, timeline.phase());
    }

    @Test
    void thePauseBetweenTwoAttemptsIsNoWaitForTheFirstEvent() {
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        pass(170);
        timeline.resume();
        timeline.enter(RequestPhase.PAUSING);
        pass(15);
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        pass(170);
        assertNull(cancellation.reason());
    }

    @Test
    void theWayToPoeHasALimitOverAllPhases() {
        timeline.enter(RequestPhase.READING_BODY);
        pass(20);
        timeline.resume();
        pass(1_800);
        timeline.poeBegins();
        for (int part = 0; part < 30; part++) {
            timeline.enter(part % 2 == 0 ? RequestPhase.QUEUED : RequestPhase.AWAITING_BYTES);
            pass(60);
        }
        assertNull(cancellation.reason());
        timeline.resume();
        assertEquals(new ReplyFailure.Timeout("upstream.total-timeout 1800 s"), after(1));
    }

    @Test
    void onceItIsBackFromPoeNothingIsHeldToThatLimit() {
        timeline.poeBegins();
        pass(1_799);
        timeline.poeEnds();
        assertNull(after(10_000));
    }

    @Test
    void anAttemptThatCannotConnectEndsAndTheRequestGoesOn() {
        List<Failure> aborted = new ArrayList<>();
        timeline.connect(aborted::add);
        pass(5);
        assertEquals(List.of(), aborted);
        pass(1);
        pass(1);
        assertEquals(1, aborted.size());
        assertInstanceOf(ConnectFailure.ConnectTimeout.class, aborted.getFirst());
        assertNull(cancellation.reason());
    }

    @Test
    void aConnectionThatIsThereIsNotAborted() {
        List<Failure> aborted = new ArrayList<>();
        timeline.connect(aborted::add);
        pass(4);
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        pass(100);
        assertEquals(List.of(), aborted);
        assertNull(cancellation.reason());
    }

    @Test
    void aBlockedWriteCutsTheCallerOnceWhateverReasonCameFirst() {
        cancellation.cancel(new GatewayFailure.Restarting());
        timeline.enter(RequestPhase.WRITING_TO_CALLER);
        pass(31);
        assertEquals(List.of(), cuts);
        pass(1);
        pass(100);
        assertEquals(List.of("cut"), cuts);
        assertEquals(new GatewayFailure.Restarting(), cancellation.reason());
        assertFalse(timeline.callerCut());
        timeline.resume();
        assertTrue(timeline.callerCut());
    }

    @Test
    void aCallerIsCutEvenIfWhatIsCancelledFails() {
        cancellation.onCancel(() -> {
            throw new IllegalStateException("broken");
        });
        timeline.enter(RequestPhase.WRITING_TO_CALLER);
        nanos.addAndGet(Duration.ofSeconds(32).toNanos());
        try {
            timeline.tick(nanos.get());
        } catch (IllegalStateException broken) {
            assertEquals("broken", broken.getMessage());
        }
        assertEquals(List.of("cut"), cuts);
    }

    @Test
    void aBlockedSignOfLifeCutsTheCallerToo() {
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        timeline.heartbeatBegins();
        pass(32);
        assertEquals(List.of("cut"), cuts);
        assertEquals(new ClientFailure.ReadTooSlow("server.write-stall"), cancellation.reason());
        timeline.heartbeatEnds();
        assertTrue(timeline.callerCut());
    }

    @Test
    void aSignOfLifeThatWasWrittenCutsNobody() {
        timeline.heartbeatBegins();
        pass(30);
        timeline.heartbeatEnds();
        pass(100);
        assertEquals(List.of(), cuts);
        assertFalse(timeline.callerCut());
    }

    @Test
    void theReaderOfABodyIsInterruptedAndTheInterruptEndsWithThePhase() throws InterruptedException {
        for (RequestPhase reading : List.of(RequestPhase.READING_BODY, RequestPhase.DISCARDING_BODY)) {
            RequestPhase before = timeline.read(reading);
            pass(31);
            assertTrue(Thread.currentThread().isInterrupted(), reading::name);
            assertInstanceOf(ClientFailure.BodyTooSlow.class, timeline.overdue().orElseThrow());
            timeline.enter(before);
            assertFalse(Thread.currentThread().isInterrupted(), reading::name);
            assertEquals(Optional.empty(), timeline.overdue());
            assertNull(cancellation.reason());
        }
    }

    /** However the tick and the end of the phase meet, nothing of the interrupt is left for what comes after. */
    @Test
    void anInterruptThatComesLateNeverHitsWhatFollows() throws InterruptedException {
        AtomicLong clock = new AtomicLong();
        Ticker quick = new Ticker(clock::get);
        Cancellation stopped = new Cancellation();
        try (RequestTimeline raced = RequestTimeline.start(quick, LIMITS, stopped)) {
            raced.answered();
            Thread ticking = Thread.ofPlatform().start(() -> {
                while (stopped.reason() == null) {
                    quick.tick();
                }
            });
            int late = 0;
            for (int round = 0; round < 20_000; round++) {
                RequestPhase before = raced.read(RequestPhase.DISCARDING_BODY);
                clock.addAndGet(Duration.ofSeconds(6).toNanos());
                for (int spin = 0; spin < round % 64; spin++) {
                    Thread.onSpinWait();
                }
                late += raced.overdue().isPresent() ? 1 : 0;
                raced.enter(before);
                assertFalse(Thread.currentThread().isInterrupted(), "in round " + round);
            }
            stopped.cancel(new ClientFailure.CallerGone());
            ticking.join();
            assertFalse(Thread.currentThread().isInterrupted());
            assertTrue(late > 0, "the limit was never over: this tested nothing");
        }
    }

    @Test
    void theCompanionIsToldTheTimeAtEveryTick() {
        List<Long> told = new ArrayList<>();
        timeline.onTick(told::add);
        pass(1);
        pass(1);
        assertEquals(List.of(nanos.get() - 1_000_000_000L, nanos.get()), told);
    }

    @Test
    void onlyTimeInWhichNobodyIsWaitedForIsTheGatewaysOwn() {
        pass(1);
        in(RequestPhase.READING_BODY, 2);
        pass(4);
        in(RequestPhase.QUEUED, 8);
        in(RequestPhase.CONNECTING, 3);
        in(RequestPhase.PAUSING, 32);
        in(RequestPhase.CONNECTING, 1);
        in(RequestPhase.AWAITING_FIRST_EVENT, 64);
        assertSpent(5, 68);
        pass(2);
        assertSpent(7, 68);
        timeline.answered();
        pass(100);
        in(RequestPhase.AWAITING_BYTES, 50);
        timeline.answered();
        assertSpent(7, 68);
        assertEquals(seconds(7), timeline.times().overheadNanos());
    }

    @Test
    void whatIsUnderWayCountsToo() {
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        pass(3);
        assertSpent(0, 3);
        timeline.enter(RequestPhase.WRITING_TO_CALLER);
        pass(4);
        assertSpent(0, 3);
    }

    @Test
    void timesAreTakenFromTheTransitions() {
        RequestTimeline.Times nothing = timeline.times();
        assertEquals(new RequestTimeline.Times(0, -1, -1), nothing);
        pass(2);
        timeline.enter(RequestPhase.CONNECTING);
        pass(3);
        timeline.enter(RequestPhase.CONNECTING);
        pass(5);
        timeline.firstEventCame();
        assertEquals(RequestPhase.WORKING, timeline.phase());
        pass(7);
        timeline.firstEventCame();
        timeline.answered();
        pass(11);
        assertEquals(new RequestTimeline.Times(seconds(28), seconds(9), seconds(10)), timeline.times());
    }

    @Test
    void aFirstEventWithoutAnAttemptIsNoFirstChunk() {
        pass(1);
        timeline.firstEventCame();
        assertEquals(new RequestTimeline.Times(seconds(1), -1, seconds(1)), timeline.times());
    }

    @Test
    void onceTheHeadIsOutWorkCostsNoLookAtTheClock() {
        AtomicLong looks = new AtomicLong();
        RequestTimeline counted = RequestTimeline.unlimited(looks::incrementAndGet);
        counted.answered();
        long before = looks.get();
        for (int chunk = 0; chunk < 100; chunk++) {
            counted.resume();
        }
        assertEquals(before, looks.get());
        counted.enter(RequestPhase.AWAITING_BYTES);
        counted.resume();
        assertEquals(before + 1, looks.get());
        counted.close();
    }

    @Test
    void whoReadsWhatWasSpentSeesNoHalfOfATransition() throws InterruptedException {
        AtomicLong clock = new AtomicLong();
        RequestTimeline raced = RequestTimeline.unlimited(clock::get);
        List<RequestTimeline.Spent> torn = new ArrayList<>();
        Thread reading = Thread.ofPlatform().start(() -> {
            while (raced.phase() != RequestPhase.DONE) {
                long before = clock.get();
                RequestTimeline.Spent spent = raced.spent();
                long sum = spent.gatewayNanos() + spent.poeNanos();
                if (sum < before || sum > clock.get()) {
                    torn.add(spent);
                }
            }
        });
        for (int round = 0; round < 100_000; round++) {
            raced.enter(round % 2 == 0 ? RequestPhase.AWAITING_FIRST_EVENT : RequestPhase.WORKING);
            clock.incrementAndGet();
        }
        raced.close();
        reading.join();
        assertEquals(List.of(), torn);
    }

    @Test
    void aClosedTimelineIsQuiet() {
        timeline.enter(RequestPhase.AWAITING_FIRST_EVENT);
        timeline.close();
        assertNull(after(100_000));
        assertEquals(RequestPhase.DONE, timeline.phase());
    }

    private void in(RequestPhase phase, int seconds) {
        RequestPhase before = timeline.enter(phase);
        pass(seconds);
        timeline.enter(before);
    }

    private void pass(int seconds) {
        nanos.addAndGet(seconds(seconds));
        ticker.tick();
    }

    private @Nullable Failure after(int seconds) {
        pass(seconds);
        return cancellation.reason();
    }

    private void assertSpent(int gateway, int poe) {
        assertEquals(new RequestTimeline.Spent(seconds(gateway), seconds(poe)), timeline.spent());
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
