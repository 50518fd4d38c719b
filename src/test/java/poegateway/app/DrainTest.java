package poegateway.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import poegateway.core.Ticker;
import poegateway.core.failure.GatewayFailure;

final class DrainTest {
    private static final Duration DELAY = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final AtomicLong nanos = new AtomicLong(1);
    private final Ticker ticker = new Ticker(nanos::get);
    private final List<String> steps = new ArrayList<>();
    private int open = 3;

    @Test
    void whatRunsMayEndAndIsNotCut() {
        Drain drain = drain((gate, atMost) -> {
            wait(atMost);
            if (gate.getCount() > 0 && steps.contains("refuse")) {
                open = 0;
            }
            tickAfter(Duration.ofSeconds(6));
            assertEquals(0, gate.getCount());
        });
        assertEquals(0, drain.run());
        assertEquals(List.of("wait 7 s", "refuse", "wait 62 s", "cut", "wait 5 s"), steps);
    }

    @Test
    void whatRunsTooLongIsCutAndItsCallersAreStillTold() {
        List<Duration> passed = new ArrayList<>(List.of(DELAY, TIMEOUT, Duration.ofSeconds(3)));
        Drain drain = drain((gate, atMost) -> {
            Duration limit = passed.removeFirst();
            tickAfter(limit.minusMillis(1));
            assertEquals(1, gate.getCount(), () -> "over before " + limit);
            tickAfter(Duration.ofMillis(1));
            assertEquals(0, gate.getCount(), () -> "not over after " + limit);
        });
        assertEquals(3, drain.run());
        assertEquals(List.of(), passed);
    }

    @Test
    void theWaitForLastWordsEndsWhenTheyAreSaid() {
        Drain drain = drain((gate, atMost) -> {
            open = steps.contains("cut") ? 0 : open;
            tickAfter(steps.contains("cut") ? Duration.ZERO : TIMEOUT);
            assertEquals(0, gate.getCount());
        });
        assertEquals(3, drain.run());
    }

    @Test
    void whoIsHurriedWaitsNeitherForBalancersNorForRequests() {
        List<Drain> drains = new ArrayList<>();
        drains.add(drain((gate, atMost) -> {
            if (steps.isEmpty()) {
                drains.getFirst().hurry();
            } else if (steps.contains("cut")) {
                open = 0;
            }
            tickAfter(Duration.ZERO);
            assertEquals(0, gate.getCount());
        }));
        assertEquals(3, drains.getFirst().run());
        assertEquals(List.of("refuse", "cut"), steps);
    }

    @Test
    void aTickerThatStandsStillHoldsNothingUp() {
        Drain drain = drain((gate, atMost) -> wait(atMost));
        assertEquals(3, drain.run());
        assertEquals(
                List.of(
                        "wait " + DELAY.plus(SLACK).toSeconds() + " s",
                        "refuse",
                        "wait " + TIMEOUT.plus(SLACK).toSeconds() + " s",
                        "cut",
                        "wait 5 s"),
                steps);
    }

    @Test
    void theRealBoundEndsWithItsTimeOrItsGate() throws InterruptedException {
        Drain.Bound.REAL.await(new CountDownLatch(1), Duration.ZERO);
        Drain.Bound.REAL.await(new CountDownLatch(0), Duration.ofDays(1));
    }

    private Drain drain(Drain.Bound bound) {
        Drain.Requests requests = new Drain.Requests(() -> steps.add("refuse"), () -> open, why -> {
            assertInstanceOf(GatewayFailure.Restarting.class, why);
            steps.add("cut");
            return open;
        });
        return new Drain(requests, ticker, DELAY, TIMEOUT, (gate, atMost) -> {
            bound.await(gate, atMost);
            assertEquals(1, ticker.size(), "the wait is one of the ticker's");
        });
    }

    private void wait(Duration atMost) {
        steps.add("wait " + atMost.toSeconds() + " s");
    }

    private void tickAfter(Duration passed) {
        nanos.addAndGet(passed.toNanos());
        ticker.tick();
    }
}
