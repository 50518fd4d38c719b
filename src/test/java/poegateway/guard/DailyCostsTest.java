package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.failure.CostRefusal;
import poegateway.core.failure.FailureException;

class DailyCostsTest {
    private static final long CENT = 10_000_000;
    private static final Caller ANN = caller("ann");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T20:48:00Z"));
    private final CostLedger ledger = new DailyCosts(now::get);

    @Test
    void aDayIsFullAtItsLimitAndBeginsAnewAtMidnight() {
        take(ANN, 60);
        take(ANN, 40);
        CostRefusal.DayTooDear full = refused(ANN, 1);
        assertEquals(Duration.ofMinutes(192), full.untilRoom());
        assertEquals("100.00", full.takenCents());
        assertTrue(full.message().contains("at 00:00 UTC, in 3 h 12 min"), full::message);
        assertTrue(full.message().contains("the key 'ann' may cost 100 US cents"), full::message);
        now.set(Instant.parse("2026-11-30T00:00:00Z"));
        take(ANN, 100);
        refused(ANN, 1);
    }

    @Test
    void whatIsRefusedTakesNothing() {
        take(ANN, 99);
        refused(ANN, 2);
        take(ANN, 1);
    }

    @Test
    void whatWasTakenIsPutRight() {
        CostLedger.Taken taken = take(ANN, 100);
        refused(ANN, 1);
        taken.correct(-30 * CENT);
        take(ANN, 30);
        taken.correct(5 * CENT);
        assertEquals("105.00", refused(ANN, 1).takenCents());
    }

    @Test
    void whatIsFoundOutTheNextDayBelongsToTheDayBefore() {
        CostLedger.Taken taken = take(ANN, 100);
        now.set(Instant.parse("2026-11-30T00:00:01Z"));
        take(ANN, 90);
        taken.correct(-100 * CENT);
        refused(ANN, 11);
        take(ANN, 10);
    }

    @Test
    void eachCallerHasADayOfItsOwn() {
        take(ANN, 100);
        take(caller("bob"), 100);
    }

    @Test
    void manyAtOnceNeverPassTheLimitTogether() throws Exception {
        Callable<Boolean> one = () -> {
            try {
                take(ANN, 3);
                return true;
            } catch (FailureException full) {
                return false;
            }
        };
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = threads.invokeAll(
                    IntStream.range(0, 500).mapToObj(number -> one).toList());
            assertEquals(33, all.stream().filter(Future::resultNow).count());
        }
    }

    private CostLedger.Taken take(Caller caller, long cents) {
        return ledger.take(caller, cents * CENT, 100);
    }

    private CostRefusal.DayTooDear refused(Caller caller, long cents) {
        return assertInstanceOf(
                CostRefusal.DayTooDear.class,
                assertThrows(FailureException.class, () -> take(caller, cents)).failure());
    }

    private static Caller caller(String name) {
        return new Caller(name, name, Set.of(), new Account("default", Optional.empty(), false), AllowedModels.ALL);
    }
}
