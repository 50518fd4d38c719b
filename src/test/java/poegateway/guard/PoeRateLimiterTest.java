package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.config.LimitsConfig;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;

class PoeRateLimiterTest {
    private static final Account ACCOUNT = new Account("default", Optional.empty(), false);

    private final List<Duration> sleeps = new ArrayList<>();
    private final Cancellation cancellation = new Cancellation();
    private long now = 1;
    private final PoeRateLimiter pace =
            new PoeRateLimiter(LimitsConfig.defaults(), () -> now, (wait, cancelled) -> sleeps.add(wait));

    @Test
    void theBurstGoesAtOnceAndTheNextWaitsForItsPlace() {
        acquire(50);
        assertEquals(List.of(), sleeps);
        acquire(2);
        assertEquals(
                List.of(133L, 266L), sleeps.stream().map(Duration::toMillis).toList());
    }

    @Test
    void whoWouldWaitTooLongIsTurnedAwayAtOnceAndTakesNobodysPlace() {
        acquire(50 + 150);
        assertEquals(150, sleeps.size());
        ClientFailure.Throttled tooMany = turnedAway();
        assertEquals(tooMany, turnedAway());
        assertEquals(20_133, tooMany.untilRoom().toMillis());
        now += tooMany.untilRoom().toNanos();
        sleeps.clear();
        acquire(1);
        assertEquals(List.of(), sleeps);
    }

    @Test
    void aPermitThatWasNotUsedIsGivenBack() {
        for (int times = 0; times < 1_000; times++) {
            pace.acquire(ACCOUNT, cancellation).close();
        }
        assertEquals(50, pace.state(ACCOUNT).remaining());
        assertEquals(List.of(), sleeps);
    }

    @Test
    void aPermitIsGivenBackOnlyOnce() {
        acquire(2);
        Permit permit = pace.acquire(ACCOUNT, cancellation);
        permit.close();
        permit.close();
        assertEquals(48, pace.state(ACCOUNT).remaining());
    }

    @Test
    void whoLeavesTheLineGivesItsPlaceBack() {
        acquire(50);
        Cancellation left = new Cancellation();
        left.cancel(new ClientFailure.CallerGone());
        assertThrows(FailureException.class, () -> pace.acquire(ACCOUNT, left));
        sleeps.clear();
        acquire(1);
        assertEquals(133, sleeps.getFirst().toMillis());
        assertEquals(0, pace.waiting(ACCOUNT));
    }

    @Test
    void accountsDoNotWaitForEachOther() {
        acquire(60);
        sleeps.clear();
        pace.acquire(new Account("other", Optional.empty(), false), cancellation)
                .used();
        assertEquals(List.of(), sleeps);
    }

    @Test
    void changedLimitsHoldForAccountsThatAreKnownAndForThoseThatAreNot() {
        acquire(50);
        pace.change(new LimitsConfig(
                6_050, 50, Duration.ofSeconds(20), 200, Optional.empty(), Optional.empty(), Optional.empty(), 20, 3));
        assertEquals(6_050, pace.state(ACCOUNT).perMinute());
        acquire(1);
        assertEquals(List.of(10L), sleeps.stream().map(Duration::toMillis).toList());
        Account other = new Account("other", Optional.empty(), false);
        assertEquals(6_050, pace.state(other).perMinute());
        pace.change(new LimitsConfig(
                500, 50, Duration.ZERO, 200, Optional.empty(), Optional.empty(), Optional.empty(), 20, 3));
        assertEquals(Duration.ofMillis(266), turnedAway().untilRoom().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void whoIsTurnedAwayIsToldTheLimitAndTheAccount() {
        acquire(50 + 150);
        assertTrue(turnedAway().message().contains("500 requests a minute for the Poe account 'default'"));
    }

    @Test
    void aWaitAsLongAsTheLimitIsNotTooLong() {
        LimitsConfig exact = new LimitsConfig(
                61,
                1,
                Duration.ofSeconds(2),
                200,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                20,
                3); // one each second
        pace.change(exact);
        acquire(3);
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), sleeps);
        assertEquals(Duration.ofSeconds(3), turnedAway().untilRoom());
    }

    @Test
    void aUsedPermitIsSpentThoughItIsClosed() {
        Permit permit = pace.acquire(ACCOUNT, cancellation);
        permit.used();
        permit.close();
        assertEquals(49, pace.state(ACCOUNT).remaining());
    }

    @Test
    @Timeout(20)
    void aFullLineTurnsAway() throws InterruptedException {
        LimitsConfig slow = new LimitsConfig(
                10, 1, Duration.ofHours(1), 3, Optional.empty(), Optional.empty(), Optional.empty(), 20, 3);
        CountDownLatch inLine = new CountDownLatch(3);
        CountDownLatch over = new CountDownLatch(1);
        PoeRateLimiter narrow = new PoeRateLimiter(slow, () -> now, (wait, cancelled) -> {
            inLine.countDown();
            awaitQuietly(over);
        });
        narrow.acquire(ACCOUNT, cancellation).used();
        List<Thread> waiting = new ArrayList<>();
        for (int caller = 0; caller < 3; caller++) {
            waiting.add(Thread.startVirtualThread(
                    () -> narrow.acquire(ACCOUNT, cancellation).used()));
        }
        inLine.await();
        assertEquals(3, narrow.waiting(ACCOUNT));
        assertThrows(FailureException.class, () -> narrow.acquire(ACCOUNT, cancellation));
        over.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertEquals(0, narrow.waiting(ACCOUNT));
    }

    private void acquire(int times) {
        for (int time = 0; time < times; time++) {
            pace.acquire(ACCOUNT, cancellation).used();
        }
    }

    private ClientFailure.Throttled turnedAway() {
        FailureException thrown = assertThrows(FailureException.class, () -> pace.acquire(ACCOUNT, cancellation));
        assertTrue(thrown.failure().message().contains("limits.poe-requests-per-minute"));
        return (ClientFailure.Throttled) thrown.failure();
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
