package poegateway.guard;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;

/** What one caller may still ask for. */
public final class Allowance {
    /** When a stream ends nobody knows, but a caller who is told to wait must be told how long. */
    private static final Duration WAIT_FOR_A_STREAM = Duration.ofSeconds(1);

    private final String whose;
    private final LongSupplier nanoTime;
    private final AtomicInteger openInAll;
    private final AtomicInteger open = new AtomicInteger();
    private volatile @Nullable TokenBucket bucket;
    private volatile Limits limits = Limits.NONE;

    /** Absent where there is no limit. */
    record Limits(Optional<Integer> requestsPerMinute, Optional<Integer> concurrentStreams) {
        static final Limits NONE = new Limits(Optional.empty(), Optional.empty());

        boolean none() {
            return requestsPerMinute.isEmpty() && concurrentStreams.isEmpty();
        }

        /** A fifth of the requests may come at once, the others evenly, so that no minute sees more than the limit. */
        private static TokenBucket.Rate rate(int perMinute) {
            return new TokenBucket.Rate(perMinute, (perMinute + 4) / 5);
        }
    }

    /** Leave to have one more stream, until it is closed; closing it again does nothing. Belongs to one thread. */
    public static final class StreamSlot implements AutoCloseable {
        private final Runnable giveBack;
        private boolean closed;

        private StreamSlot(Runnable giveBack) {
            this.giveBack = giveBack;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                giveBack.run();
            }
        }
    }

    /**
     * @param whose for messages, such as {@code the key 'ci'}
     * @param openInAll counts the streams of all callers
     */
    Allowance(String whose, LongSupplier nanoTime, AtomicInteger openInAll) {
        this.whose = whose;
        this.nanoTime = nanoTime;
        this.openInAll = openInAll;
    }

    /** Takes one request; fails with {@link ClientFailure.Throttled} when there is none left for now. */
    public void takeRequest() {
        TokenBucket requests = bucket;
        if (requests != null && !requests.take()) {
            String limit = limits.requestsPerMinute().orElseThrow() + " requests a minute of " + whose
                    + " (requests-per-minute)";
            throw new FailureException(new ClientFailure.Throttled(limit, requests.untilNext()));
        }
    }

    /** Opens one stream; fails with {@link ClientFailure.Throttled} when there are as many as there may be. */
    public StreamSlot openStream() {
        Optional<Integer> most = limits.concurrentStreams();
        if (open.incrementAndGet() > most.orElse(Integer.MAX_VALUE)) {
            open.decrementAndGet();
            String limit = most.orElseThrow() + " streams at once of " + whose
                    + " (concurrent-streams), and when one of them ends is not known";
            throw new FailureException(new ClientFailure.Throttled(limit, WAIT_FOR_A_STREAM));
        }
        openInAll.incrementAndGet();
        return new StreamSlot(() -> {
            open.decrementAndGet();
            openInAll.decrementAndGet();
        });
    }

    /** How its limit of requests stands; empty when it has none. */
    public Optional<RateState> state() {
        return Optional.ofNullable(bucket).map(TokenBucket::state);
    }

    /** Limits that hold from now on; what was taken stays taken. */
    void limit(Limits changed) {
        if (!limits.equals(changed)) {
            change(changed);
        }
    }

    private synchronized void change(Limits changed) {
        TokenBucket before = bucket;
        bucket = changed.requestsPerMinute()
                .map(Limits::rate)
                .map(rate -> changed(before, rate))
                .orElse(null);
        limits = changed;
    }

    private TokenBucket changed(@Nullable TokenBucket before, TokenBucket.Rate rate) {
        if (before == null) {
            return new TokenBucket(rate, nanoTime);
        }
        before.change(rate);
        return before;
    }
}
