package poegateway.job;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.failure.Failure;

/** A job whose thread runs. The first end that it comes to stays. */
final class ActiveJob<A, R> {
    private final Caller caller;
    private final Cancellation cancellation = new Cancellation();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private Job<A, R> now;
    private boolean forgotten;

    ActiveJob(Caller caller, Job<A, R> queued) {
        this.caller = caller;
        this.now = queued;
    }

    Caller caller() {
        return caller;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    synchronized Job<A, R> now() {
        return now;
    }

    synchronized void begin(Instant at) {
        if (!now.hasEnded()) {
            now = now.in(new JobState.InProgress<>(at, OptionalInt.empty()), now.expiresAt());
        }
    }

    /** How much of it is done, 0 to 100. */
    synchronized void progress(int percent) {
        if (now.state() instanceof JobState.InProgress<R> working) {
            now = now.in(new JobState.InProgress<>(working.since(), OptionalInt.of(percent)), now.expiresAt());
        }
    }

    /** What it ended with, be it this or what came first. */
    synchronized Job<A, R> end(JobState.Ended<R> state, Instant expiresAt) {
        if (!now.hasEnded()) {
            now = now.in(state, expiresAt);
        }
        return now;
    }

    /** Ends it at once, and stops its work. */
    void stop(JobState.Ended<R> state, Instant expiresAt, Failure why) {
        var unused = end(state, expiresAt);
        tellEnd();
        cancellation.cancel(why);
    }

    /** Tells those who wait for its end. */
    void tellEnd() {
        end.complete(true);
    }

    /** Its owner shall not see it again. */
    synchronized void forget() {
        forgotten = true;
    }

    synchronized boolean isForgotten() {
        return forgotten;
    }

    /** Runs the action once it has ended, or at once. */
    void onEnd(Runnable action) {
        var unused = end.thenRun(action);
    }
}
