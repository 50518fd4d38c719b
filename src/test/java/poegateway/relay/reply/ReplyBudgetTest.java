package poegateway.relay.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.Cancellation;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.Retry;
import poegateway.rig.Eventually;

@Timeout(20)
class ReplyBudgetTest {
    private static final long LIMIT_BYTES = 1024 * 1024;
    private static final long EIGHTH_BYTES = LIMIT_BYTES / 8;

    private final ReplyBudget budget = new ReplyBudget(LIMIT_BYTES);

    @AfterEach
    void nothingIsHeld() {
        assertEquals(0, budget.heldBytes());
    }

    @Test
    void whoFindsHalfOfItTakenIsRefusedBeforePoeIsAskedAndMayComeBack() {
        List<ReplyBudget.Lease> open = new ArrayList<>();
        FailureException refused = assertThrows(FailureException.class, () -> {
            while (open.size() < 1_000) {
                open.add(open(new Cancellation()));
            }
        });
        assertInstanceOf(Retry.After.class, refused.failure().retry());
        assertEquals(LIMIT_BYTES / 2 / ReplyBudget.FIRST_BYTES, open.size());
        open.removeLast().close();
        open.add(open(new Cancellation()));
        open.forEach(ReplyBudget.Lease::close);
    }

    @Test
    void whatIsSmallGrowsByNothing() {
        try (ReplyBudget.Lease lease = open(new Cancellation())) {
            lease.take(ReplyBudget.FIRST_BYTES);
            assertEquals(ReplyBudget.FIRST_BYTES, budget.heldBytes());
            lease.take(1);
            assertEquals(ReplyBudget.FIRST_BYTES + 1, budget.heldBytes());
            lease.giveBack(2);
            assertEquals(ReplyBudget.FIRST_BYTES, budget.heldBytes());
        }
    }

    @Test
    void aReplyThatNeedsHalfOfItIsServedWhateverTheOthersHold() throws InterruptedException {
        int replies = 16;
        CountDownLatch allBegun = new CountDownLatch(replies);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> lost = new ArrayList<>();
        for (int i = 0; i < replies; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try (ReplyBudget.Lease lease = open(new Cancellation())) {
                    allBegun.countDown();
                    allBegun.await();
                    for (int part = 0; part < 16; part++) {
                        lease.take(LIMIT_BYTES / 2 / 16);
                    }
                } catch (FailureException | InterruptedException failed) {
                    synchronized (lost) {
                        lost.add(failed);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), lost);
    }

    @Test
    void whatCannotFitIsDroppedAndItsCallerIsNotToldToRetry() {
        try (ReplyBudget.Lease lease = open(new Cancellation());
                ReplyBudget.Lease other = open(new Cancellation())) {
            FailureException dropped = assertThrows(FailureException.class, () -> lease.take(LIMIT_BYTES));
            assertEquals(new GatewayFailure.ReplyDropped(ReplyBudget.SETTING), dropped.failure());
            assertEquals(Retry.NEVER, dropped.failure().retry());
            other.take(4 * EIGHTH_BYTES); // whoever was dropped stands in nobody's way
        }
    }

    @Test
    void aReplyThatIsAllThereLetsAnotherGoFirst() throws InterruptedException {
        ReplyBudget.Lease written = open(new Cancellation());
        written.take(5 * EIGHTH_BYTES);
        ReplyBudget.Lease waiting = open2(written);
        Thread thread = Thread.ofVirtual().start(() -> waiting.take(4 * EIGHTH_BYTES));
        awaitWaiting(thread);
        written.complete();
        awaitWaiting(thread); // for the room that the other will give back
        written.close();
        thread.join();
        waiting.close();
    }

    @Test
    void whoIsCancelledWaitsNoLonger() throws InterruptedException {
        try (ReplyBudget.Lease large = open(new Cancellation())) {
            large.take(3 * EIGHTH_BYTES);
            Cancellation cancellation = new Cancellation();
            ReplyBudget.Lease waiting = open(cancellation);
            large.take(EIGHTH_BYTES);
            List<FailureException> ended = new ArrayList<>();
            Thread thread = Thread.ofVirtual()
                    .start(() -> ended.add(assertThrows(FailureException.class, () -> waiting.take(EIGHTH_BYTES))));
            awaitWaiting(thread);
            cancellation.cancel(new ClientFailure.CallerGone());
            thread.join();
            assertEquals(new ClientFailure.CallerGone(), ended.getFirst().failure());
            waiting.close();
        }
    }

    @Test
    void aStreamWhoseLargeEventIsGoneLetsAnotherGoFirst() {
        try (ReplyBudget.Lease stream = open(new Cancellation());
                ReplyBudget.Lease other = open(new Cancellation())) {
            stream.take(5 * EIGHTH_BYTES);
            stream.giveBack(5 * EIGHTH_BYTES);
            other.take(5 * EIGHTH_BYTES);
            assertTrue(budget.heldBytes() > 5 * EIGHTH_BYTES);
        }
    }

    private ReplyBudget.Lease open(Cancellation cancellation) {
        return budget.open(cancellation);
    }

    /** Another, though half is taken: as if it had begun before. */
    private ReplyBudget.Lease open2(ReplyBudget.Lease holder) {
        holder.giveBack(4 * EIGHTH_BYTES);
        ReplyBudget.Lease second = open(new Cancellation());
        holder.take(4 * EIGHTH_BYTES);
        return second;
    }

    private static void awaitWaiting(Thread thread) {
        Eventually.holds(
                Duration.ofSeconds(5),
                () -> thread.getState() == Thread.State.WAITING,
                () -> "the thread is " + thread.getState());
    }
}
