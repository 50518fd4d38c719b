package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import poegateway.rig.Eventually;
import poegateway.rig.GatewayTest;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.TestDialect;
import poegateway.rig.Transport;

/** Poe's 500 a minute hold for a crowd, on time that only the test moves. */
class PaceIT {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final int STEPS_PER_MINUTE = 300;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String MODEL = "Claude-Sonnet-4.6";

    private final List<Reply> replies = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();

    @GatewayTest(
            simulated = true,
            transport = Transport.H1,
            settings = {"limits.poe-requests-per-minute=500", "limits.poe-burst=50"})
    void sevenHundredAtOnceNeverMakeMoreThan500ArrivalsInAMinute(Rig rig, TestDialect dialect) {
        rig.time().hold();
        crowd(rig, dialect, 700);
        settled(rig, dialect, 50, 150);
        List<Reply> refused = List.copyOf(
                replies.stream().filter(reply -> reply.status() == 429).toList());
        assertEquals(500, refused.size());
        refused.forEach(reply -> assertEquals("20134", reply.header("retry-after-ms")));
        assertEquals("rate_limit_exceeded", refused.getFirst().errorCode());

        Deque<Long> arrivalsByStep = new ArrayDeque<>(List.of(50L));
        for (int step = 1; step <= 2 * STEPS_PER_MINUTE; step++) {
            if (step % 50 == 1 && step > 1) {
                crowd(rig, dialect, 150);
            }
            long before = rig.poe().arrivals(dialect.pathAtPoe());
            rig.advance(STEP);
            settled(rig);
            arrivalsByStep.addLast(rig.poe().arrivals(dialect.pathAtPoe()) - before);
            if (arrivalsByStep.size() > STEPS_PER_MINUTE) {
                arrivalsByStep.removeFirst();
            }
            long inAMinute = arrivalsByStep.stream().mapToLong(Long::longValue).sum();
            assertTrue(inAMinute <= 500, () -> inAMinute + " in one minute");
        }
        assertTrue(rig.poe().arrivals(dialect.pathAtPoe()) > 900, "the crowd kept the pace up to its limit");
        drained(rig);
    }

    @GatewayTest(
            simulated = true,
            transport = Transport.H1,
            settings = {"limits.poe-requests-per-minute=500", "limits.poe-burst=50"})
    void whoComesBackWhenToldToGoesThroughAtOnce(Rig rig, TestDialect dialect) {
        rig.time().hold();
        crowd(rig, dialect, 700);
        settled(rig, dialect, 50, 150);
        Reply refused = replies.stream()
                .filter(reply -> reply.status() == 429)
                .findFirst()
                .orElseThrow();
        rig.advance(Duration.ofMillis(Long.parseLong(refused.header("retry-after-ms"))));
        settled(rig, dialect, 200, 0);
        int sleepsBefore = rig.time().sleeps().size();
        assertEquals(200, rig.ask(dialect, MODEL, false).status());
        assertEquals(sleepsBefore, rig.time().sleeps().size());
    }

    @GatewayTest(
            simulated = true,
            settings = {"limits.poe-requests-per-minute=500", "limits.poe-burst=50"})
    void everyAnswerTellsHowTheLimitStands(Rig rig, TestDialect dialect) {
        Reply first = rig.ask(dialect, MODEL, true);
        assertEquals("500", first.header("x-ratelimit-limit-requests"));
        assertEquals("49", first.header("x-ratelimit-remaining-requests"));
        assertEquals("134ms", first.header("x-ratelimit-reset-requests"));
        Reply second = rig.ask(dialect, "error-400", false);
        assertEquals("48", second.header("x-ratelimit-remaining-requests"));
        assertEquals("267ms", second.header("x-ratelimit-reset-requests"));
    }

    @GatewayTest(
            simulated = true,
            transport = Transport.H1,
            settings = {"limits.poe-requests-per-minute=500", "limits.poe-burst=50", "limits.poe-queue-wait=0s"})
    void repeatsPayTooAndARefusalForWantOfRoomIsTheFirstFailure(Rig rig, TestDialect dialect) {
        for (int turn = 0; turn < 24; turn++) {
            assertEquals(502, rig.ask(dialect, "error-500", false).status());
        }
        assertEquals(48, rig.poe().arrivals(dialect.pathAtPoe()));
        assertTrue(rig.time().sleeps().stream().allMatch(pause -> pause.toMillis() <= 250));
    }

    private void crowd(Rig rig, TestDialect dialect, int size) {
        for (int caller = 0; caller < size; caller++) {
            asked.incrementAndGet();
            Thread.startVirtualThread(() -> replies.add(rig.ask(dialect, MODEL, false)));
        }
    }

    /** Waits until so many arrived and so many stand in line, and everybody else has an answer. */
    private void settled(Rig rig, TestDialect dialect, long arrived, int inLine) {
        Eventually.holds(
                SOON,
                () -> rig.poe().arrivals(dialect.pathAtPoe()) == arrived && replies.size() == asked.get() - inLine,
                () -> rig.poe().arrivals(dialect.pathAtPoe()) + " arrived, " + replies.size() + " answered of "
                        + asked.get());
    }

    /** Waits until everybody has an answer or stands in line for a time that has not come. */
    private void settled(Rig rig) {
        Eventually.holds(
                SOON,
                () -> rig.time().sleeping() == asked.get() - replies.size(),
                () -> rig.time().sleeping() + " in line, " + replies.size() + " answered of " + asked.get());
    }

    private void drained(Rig rig) {
        while (replies.size() < asked.get()) {
            rig.advance(STEP);
            settled(rig);
        }
    }
}
