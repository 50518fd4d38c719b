package poegateway.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.JobRefusal;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.RunIds;
import poegateway.keep.Versioned;
import poegateway.keep.WriteResult;
import poegateway.meter.Meter;
import poegateway.meter.Span;

/**
 * Work that outlives its caller. A job belongs to its caller's key, and ends with its work, when its owner cancels it, or with
 * the gateway; whoever started it may long be gone. What came of it is kept for a while, in memory.
 *
 * <p>A job is counted and logged like a request, with the method {@code JOB}.
 */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final String METHOD = "JOB";
    private static final int OK = 200;

    private final Dependencies dependencies;
    private final RunIds ids;
    private final Duration keptFor;
    private final ActiveJobs active;
    private final OwnedStore<Job<?, ?>> ended;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger awaited = new AtomicInteger();
    private final Cancellation life = new Cancellation();

    /**
     * What jobs stand on.
     *
     * @param ticker holds them to their limits
     * @param limits of time, the same as for requests
     * @param meter counts them
     * @param random gives ids
     */
    public record Dependencies(
            Ticker ticker, TimeLimits limits, Meter meter, InstantSource clock, RandomGenerator random) {}

    public Jobs(Dependencies dependencies, JobLimits limits) {
        this.dependencies = dependencies;
        this.ids = new RunIds(dependencies.random());
        this.keptFor = limits.kept().timeToLive();
        this.active = new ActiveJobs(limits);
        this.ended = new MemoryStore<>(limits.kept(), Job::bytes, dependencies.ticker());
    }

    /**
     * Starts a job, and returns at once.
     *
     * @param asked what is to be done, for whoever looks at the job
     * @param traceparent of the request that it is started by
     * @throws FailureException when the caller, or all together, have as many under way as they may, or the gateway ends
     */
    public <A, R> Job<A, R> start(
            Caller caller, JobKind<A, R> kind, A asked, Optional<String> traceparent, JobRun.Work<R> work) {
        Instant now = dependencies.clock().instant();
        Job<A, R> queued = new Job<>(
                ids.next(kind.idPrefix()),
                kind,
                numbers.getAndIncrement(),
                asked,
                now,
                now.plus(keptFor),
                new JobState.Queued<>());
        ActiveJob<A, R> job = new ActiveJob<>(caller, queued);
        active.add(job);
        try {
            if (life.reason() != null) {
                throw new FailureException(new GatewayFailure.Draining());
            }
            Thread.ofVirtual().name(queued.id()).start(() -> run(job, traceparent, work));
        } catch (RuntimeException | Error unstarted) {
            active.remove(job);
            throw unstarted;
        }
        return queued;
    }

    /** Whether an id is that of a job which another process had, such as this gateway before it was started anew. */
    public boolean isOfAnotherRun(JobKind<?, ?> kind, String id) {
        return ids.isOfAnotherRun(kind.idPrefix(), id);
    }

    /** A job of this owner's as it stands. */
    public <A, R> Optional<Job<A, R>> find(String owner, JobKind<A, R> kind, String id) {
        return active.find(owner, id)
                .<Job<?, ?>>map(ActiveJob::now)
                .or(() -> ended.get(owner, id).map(Versioned::value))
                .flatMap(kind::only);
    }

    /** All of this owner's, the newest first. */
    public <A, R> List<Job<A, R>> list(String owner, JobKind<A, R> kind) {
        List<Job<?, ?>> all = new ArrayList<>();
        active.of(owner).forEach(job -> all.add(job.now()));
        ended.ids(owner).forEach(id -> ended.get(owner, id).ifPresent(kept -> all.add(kept.value())));
        return all.stream()
                .flatMap(job -> kind.only(job).stream())
                .collect(Collectors.toMap(Job::id, job -> job, (running, kept) -> kept))
                .values()
                .stream()
                .sorted(Comparator.<Job<A, R>>comparingLong(Job::number).reversed())
                .toList();
    }

    /**
     * Waits until the job has ended, but only so long.
     *
     * @param waiter who waits: when that is cancelled, the wait ends, and the job goes on
     * @return the job as it stands then; empty where there is none
     */
    public <A, R> Optional<Job<A, R>> await(
            String owner, JobKind<A, R> kind, String id, Duration atMost, Cancellation waiter) {
        Optional<ActiveJob<?, ?>> running =
                active.find(owner, id).filter(job -> kind.only(job.now()).isPresent());
        running.ifPresent(job -> await(job, atMost, waiter));
        return running.<Job<?, ?>>map(ActiveJob::now).flatMap(kind::only).or(() -> find(owner, kind, id));
    }

    /** Runs the action once a job of this owner's has ended, or at once where it has; not at all where there is none. */
    public void onEnd(String owner, JobKind<?, ?> kind, String id, Runnable action) {
        Optional<ActiveJob<?, ?>> running =
                active.find(owner, id).filter(job -> kind.only(job.now()).isPresent());
        if (running.isPresent()) {
            running.get().onEnd(action);
        } else if (find(owner, kind, id).isPresent()) {
            action.run();
        }
    }

    private void await(ActiveJob<?, ?> job, Duration atMost, Cancellation waiter) {
        CountDownLatch over = new CountDownLatch(1);
        Ticker ticker = dependencies.ticker();
        long startNanos = ticker.nanoTime();
        job.onEnd(over::countDown);
        Cancellation.Registration left = waiter.onCancel(over::countDown);
        Ticker.Registration timed = ticker.register(nowNanos -> {
            if (nowNanos - startNanos >= atMost.toNanos()) {
                over.countDown();
            }
        });
        awaited.incrementAndGet();
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            awaited.decrementAndGet();
            timed.close();
            left.close();
        }
    }

    /**
     * Stops a job of this owner's, which is cancelled from now on; Poe may bill what it was asked. One that has ended stays as it
     * is.
     *
     * @return the job as it stands then; empty where there is none
     */
    public <A, R> Optional<Job<A, R>> cancel(String owner, JobKind<A, R> kind, String id) {
        active.find(owner, id).filter(job -> kind.only(job.now()).isPresent()).ifPresent(this::cancel);
        return find(owner, kind, id);
    }

    /** The same, and nobody sees it again. False where there is none. */
    public boolean remove(String owner, JobKind<?, ?> kind, String id) {
        if (find(owner, kind, id).isEmpty()) {
            return false;
        }
        active.find(owner, id).ifPresent(job -> {
            job.forget();
            cancel(job);
        });
        var unused = ended.remove(owner, id);
        return true;
    }

    private <A, R> void cancel(ActiveJob<A, R> job) {
        Instant now = dependencies.clock().instant();
        job.stop(new JobState.Cancelled<>(now), now.plus(keptFor), new JobRefusal.Withdrawn());
    }

    /** How many jobs are under way. */
    public int running() {
        return active.count();
    }

    /** How many wait for the end of one. */
    public int awaited() {
        return awaited.get();
    }

    /**
     * Takes no more, and stops all that are under way.
     *
     * @return how many those are
     */
    public int cutOff(Failure why) {
        life.cancel(why);
        List<ActiveJob<?, ?>> all = active.all();
        all.forEach(job -> cut(job, why));
        return all.size();
    }

    private <A, R> void cut(ActiveJob<A, R> job, Failure why) {
        Instant now = dependencies.clock().instant();
        job.stop(new JobState.Failed<>(JobFailure.of(why), now), now.plus(keptFor), why);
    }

    private <A, R> void run(ActiveJob<A, R> job, Optional<String> traceparent, JobRun.Work<R> work) {
        Job<A, R> queued = job.now();
        Meter.Request head =
                new Meter.Request(METHOD, queued.kind().word(), queued.id(), traceparent, Optional.empty());
        try (RequestTimeline timeline =
                        RequestTimeline.start(dependencies.ticker(), dependencies.limits(), job.cancellation());
                Span span = dependencies.meter().begin(head, timeline)) {
            span.caller(job.caller());
            job.begin(dependencies.clock().instant());
            JobState.Ended<R> end = outcome(work, new JobRun(queued.id(), job.caller(), timeline, span, job::progress));
            keep(job, job.end(end, end.at().plus(keptFor)));
        } finally {
            active.remove(job);
            job.tellEnd(); // last: whoever waited may start another one in its place
        }
    }

    private <R> JobState.Ended<R> outcome(JobRun.Work<R> work, JobRun run) {
        try {
            R result = work.run(run);
            run.span().answered(OK);
            return new JobState.Completed<>(result, dependencies.clock().instant());
        } catch (RuntimeException | Error thrown) {
            Failure failure = failure(run, thrown);
            run.span().failed(failure);
            run.span().answered(failure.status());
            return new JobState.Failed<>(
                    JobFailure.of(failure), dependencies.clock().instant());
        }
    }

    private static Failure failure(JobRun run, Throwable thrown) {
        return switch (thrown) {
            case FailureException failed -> failed.failure();
            case OutOfMemoryError tooMuch -> new GatewayFailure.ReplyDropped("the heap (-Xmx)");
            default -> {
                LOG.error("{} failed because of a bug in the gateway", run.id(), thrown);
                yield new GatewayFailure.Bug();
            }
        };
    }

    private <A, R> void keep(ActiveJob<A, R> job, Job<A, R> done) {
        String owner = job.caller().id();
        if (job.isForgotten()) {
            return;
        }
        if (ended.put(owner, done.id(), done) instanceof WriteResult.TooHeavy<Job<?, ?>>) {
            Failure tooHeavy = new GatewayFailure.ReplyDropped("jobs.bytes-per-caller");
            Instant now = dependencies.clock().instant();
            var unused = ended.put(
                    owner, done.id(), done.in(new JobState.Failed<>(JobFailure.of(tooHeavy), now), done.expiresAt()));
        }
        if (job.isForgotten()) { // meanwhile
            var unused = ended.remove(owner, done.id());
        }
    }
}
