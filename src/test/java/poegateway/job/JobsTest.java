package poegateway.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.Scope;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.text.Secret;
import poegateway.keep.StoreLimits;
import poegateway.meter.Meter;
import poegateway.rig.Eventually;

@Timeout(20)
class JobsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final TimeLimits LIMITS =
            new TimeLimits(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, Duration.ofMinutes(30), MINUTE);
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
    private static final JobKind<String, String> SUM = new JobKind<>("sum", "sum_", String::length, String::length);
    private static final JobKind<String, Integer> OTHER =
            new JobKind<>("other", "other_", String::length, result -> Integer.BYTES);
    private static final Cancellation NEVER = new Cancellation();

    private final AtomicLong nanos = new AtomicLong(1);
    private final Ticker ticker = new Ticker(nanos::get);
    private final Jobs jobs = new Jobs(
            new Jobs.Dependencies(ticker, LIMITS, new Meter(), () -> START.plusNanos(nanos.get()), new Random(5)),
            new JobLimits(
                    4,
                    3,
                    new StoreLimits(
                            Duration.ofMinutes(60),
                            StoreLimits.Expiry.FIXED,
                            new StoreLimits.Cap(3, 10_000),
                            new StoreLimits.Cap(5, 100_000))));
    private final Caller ann = caller("ann");
    private final Caller bob = caller("bob");
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void nothingIsLeftBehind() {
        gate.countDown();
        Eventually.holds(
                SOON,
                () -> jobs.running() == 0 && ticker.size() == 0,
                () -> jobs.running() + " jobs, " + ticker.size() + " waits");
    }

    @Test
    void aJobRunsOnWithoutWhoeverStartedItAndItsResultIsKept() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Job<String, String> started = start(ann, "1+1", run -> {
            begun.countDown();
            hold();
            return "2";
        });
        assertEquals("queued", started.state().word());
        assertTrue(started.id().matches("sum_[0-9a-f]{32}"), started.id());
        begun.await();
        assertEquals("in_progress", find(started).state().word());
        assertEquals(1, jobs.running());
        gate.countDown();
        Job<String, String> done = ended(started);
        assertEquals(
                "2", assertInstanceOf(JobState.Completed.class, done.state()).result());
        assertEquals("1+1", done.asked());
    }

    @Test
    void aJobIsAbsentForEverybodyButItsOwner() {
        Job<String, String> job = ended(start(ann, "1+1", run -> "2"));
        assertTrue(jobs.find(bob.id(), SUM, job.id()).isEmpty());
        assertEquals(List.of(), jobs.list(bob.id(), SUM));
        assertTrue(jobs.cancel(bob.id(), SUM, job.id()).isEmpty());
        assertFalse(jobs.remove(bob.id(), SUM, job.id()));
        assertTrue(jobs.await(bob.id(), SUM, job.id(), MINUTE, NEVER).isEmpty());
        assertTrue(jobs.find(ann.id(), OTHER, job.id()).isEmpty(), "another kind");
        assertFalse(jobs.remove(ann.id(), OTHER, job.id()));
        assertEquals("completed", find(job).state().word());
    }

    @Test
    void aFailureIsKeptAsItIsShown() {
        Job<String, String> job = ended(start(ann, "1/0", run -> {
            throw new FailureException(new ReplyFailure.WordsInsteadOfMedia("video", "m", "no"));
        }));
        JobFailure failure =
                assertInstanceOf(JobState.Failed.class, job.state()).failure();
        assertEquals(400, failure.status());
        assertTrue(failure.message().contains("no"), failure.message());
    }

    @Test
    void aBugOfOursIsAFailureToo() {
        JobFailure failure = assertInstanceOf(
                        JobState.Failed.class,
                        ended(start(ann, "?", run -> {
                                    throw new IllegalStateException("a bug that the test makes");
                                }))
                                .state())
                .failure();
        assertEquals("internal_error", failure.code());
        assertFalse(failure.message().contains("a bug that the test makes"));
    }

    @Test
    void whoeverCancelsAJobStopsItsWork() {
        CompletableFuture<String> stopped = new CompletableFuture<>();
        Job<String, String> job = start(ann, "1+1", run -> {
            CountDownLatch cancelled = new CountDownLatch(1);
            run.cancellation().onCancel(cancelled::countDown);
            await(cancelled);
            stopped.complete(Optional.ofNullable(run.cancellation().reason())
                    .map(Failure::code)
                    .orElse("none"));
            run.cancellation().check();
            return "never";
        });
        assertEquals(
                "cancelled",
                jobs.cancel(ann.id(), SUM, job.id()).orElseThrow().state().word());
        assertEquals("job_cancelled", stopped.join());
        assertEquals("cancelled", ended(job).state().word());
        assertEquals(
                "cancelled",
                jobs.cancel(ann.id(), SUM, job.id()).orElseThrow().state().word());
    }

    @Test
    void whatHasEndedCannotBeCancelled() {
        Job<String, String> job = ended(start(ann, "1+1", run -> "2"));
        assertEquals(
                "completed",
                jobs.cancel(ann.id(), SUM, job.id()).orElseThrow().state().word());
    }

    @Test
    void aRemovedJobIsNeverSeenAgainWhateverItsWorkComesTo() {
        Job<String, String> job = start(ann, "1+1", run -> {
            hold();
            return "2";
        });
        assertTrue(jobs.remove(ann.id(), SUM, job.id()));
        assertTrue(jobs.find(ann.id(), SUM, job.id()).isEmpty());
        assertEquals(1, jobs.running(), "its thread has not ended");
        gate.countDown();
        Eventually.holds(SOON, () -> jobs.running() == 0, () -> "runs on");
        assertTrue(jobs.find(ann.id(), SUM, job.id()).isEmpty());
        assertFalse(jobs.remove(ann.id(), SUM, job.id()));
    }

    @Test
    void jobsAreListedNewestFirstWhetherTheyRunOrNot() {
        Job<String, String> first = ended(start(ann, "1", run -> "1"));
        var unused = jobs.start(ann, OTHER, "?", Optional.empty(), run -> 7);
        Job<String, String> second = start(ann, "2", run -> {
            hold();
            return "2";
        });
        Job<String, String> third = ended(start(ann, "3", run -> "3"));
        assertEquals(
                List.of(third.id(), second.id(), first.id()),
                jobs.list(ann.id(), SUM).stream().map(Job::id).toList());
    }

    @Test
    void aJobIsForgottenSixtyMinutesAfterItsEndAndNotWhileItRuns() {
        Job<String, String> job = start(ann, "1+1", run -> {
            hold();
            return "2";
        });
        pass(Duration.ofMinutes(29));
        assertTrue(jobs.find(ann.id(), SUM, job.id()).isPresent());
        gate.countDown();
        Job<String, String> done = ended(job);
        assertEquals(
                Duration.ofMinutes(60), Duration.between(((JobState.Ended<?>) done.state()).at(), done.expiresAt()));
        pass(Duration.ofMinutes(59));
        assertTrue(jobs.find(ann.id(), SUM, job.id()).isPresent());
        pass(MINUTE);
        assertTrue(jobs.find(ann.id(), SUM, job.id()).isEmpty());
    }

    @Test
    void aCallerMayHaveOnlySoManyUnderWay() {
        for (int i = 0; i < 3; i++) {
            var unused = startHeld(ann);
        }
        assertEquals(429, refusal(() -> startHeld(ann)).status());
        assertTrue(refusal(() -> startHeld(ann)).message().contains("jobs.at-once-per-caller"));
        var unused = startHeld(bob);
        assertEquals("gateway_overloaded", refusal(() -> startHeld(bob)).code());
        gate.countDown();
        Eventually.holds(SOON, () -> jobs.running() == 0, () -> "run on");
        ended(startHeld(ann));
    }

    @Test
    void whatIsTooLargeToBeKeptIsAFailureAndNotLostWithoutAWord() {
        Job<String, String> job = ended(start(ann, "large", run -> "x".repeat(20_000)));
        Eventually.holds(SOON, () -> jobs.running() == 0, () -> "runs on");
        JobState.Failed<?> failed =
                assertInstanceOf(JobState.Failed.class, find(job).state());
        assertEquals("gateway_reply_dropped", failed.failure().code());
    }

    @Test
    void whoeverWaitsWaitsForTheEndOrForAWhileOrUntilTheyLeave() {
        Job<String, String> job = startHeld(ann);
        CompletableFuture<String> whole = waiting(job, MINUTE, NEVER);
        CompletableFuture<String> brief = waiting(job, Duration.ofSeconds(5), NEVER);
        Cancellation leaving = new Cancellation();
        CompletableFuture<String> left = waiting(job, MINUTE, leaving);
        Eventually.holds(SOON, () -> ticker.size() == 4, () -> "nobody waits");
        leaving.cancel(new ClientFailure.CallerGone());
        assertEquals("in_progress", left.join());
        pass(Duration.ofSeconds(5));
        assertEquals("in_progress", brief.join());
        assertFalse(whole.isDone());
        gate.countDown();
        assertEquals("completed", whole.join());
        assertEquals("completed", waiting(job, MINUTE, NEVER).join());
    }

    @Test
    void theEndOfTheGatewayEndsAllJobsAndTellsThoseWhoWait() {
        Job<String, String> job = startHeld(ann);
        CompletableFuture<String> waits = waiting(job, MINUTE, NEVER);
        Eventually.holds(SOON, () -> ticker.size() == 2, () -> "nobody waits");
        assertEquals(1, jobs.cutOff(new GatewayFailure.Restarting()));
        assertEquals("failed", waits.join());
        JobState.Failed<?> failed =
                assertInstanceOf(JobState.Failed.class, find(job).state());
        assertEquals("gateway_restarting", failed.failure().code());
        assertEquals("gateway_draining", refusal(() -> startHeld(ann)).code());
        gate.countDown();
        Eventually.holds(SOON, () -> jobs.running() == 0, () -> "runs on");
        assertEquals("failed", find(job).state().word(), "what it came to afterwards does not count");
    }

    @Test
    void aJobIsHeldToTheLimitsOfARequest() {
        Job<String, String> job = start(ann, "for ever", run -> {
            CountDownLatch cancelled = new CountDownLatch(1);
            run.cancellation().onCancel(cancelled::countDown);
            run.timeline().poeBegins();
            gate.countDown();
            await(cancelled);
            run.cancellation().check();
            return "never";
        });
        await(gate);
        pass(Duration.ofMinutes(31));
        JobFailure failure =
                assertInstanceOf(JobState.Failed.class, ended(job).state()).failure();
        assertEquals("upstream_timeout", failure.code());
    }

    private Job<String, String> startHeld(Caller caller) {
        return start(caller, "held", run -> {
            hold();
            return "done";
        });
    }

    private Job<String, String> start(Caller caller, String asked, JobRun.Work<String> work) {
        return jobs.start(caller, SUM, asked, Optional.empty(), work);
    }

    private Job<String, String> find(Job<String, String> job) {
        return jobs.find(ann.id(), SUM, job.id()).orElseThrow();
    }

    private Job<String, String> ended(Job<String, String> job) {
        Job<String, String> done =
                jobs.await(ann.id(), SUM, job.id(), MINUTE, NEVER).orElseThrow();
        assertTrue(done.hasEnded(), () -> done.state().word());
        return done;
    }

    private CompletableFuture<String> waiting(Job<String, String> job, Duration atMost, Cancellation waiter) {
        return CompletableFuture.supplyAsync(
                () -> jobs.await(ann.id(), SUM, job.id(), atMost, waiter)
                        .orElseThrow()
                        .state()
                        .word(),
                Thread::startVirtualThread);
    }

    private static Failure refusal(Runnable start) {
        return assertThrows(FailureException.class, start::run).failure();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        ticker.tick();
    }

    private void hold() {
        await(gate);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Caller caller(String name) {
        return new Caller(
                name, name, Set.of(Scope.API), Account.ofOperator("default", new Secret("k")), AllowedModels.ALL);
    }
}
