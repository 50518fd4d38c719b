package poegateway.guard;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;

/** What one caller may still ask for. */
public final class CallerLimits {
    /** When a stream ends nobody knows, but a caller who is told to wait must be told how long. */
    private static final Duration WAIT_FOR_A_STREAM = Duration.ofSeconds(1);

    private final String whose;
    private final LongSupplier nanoTime;
    private final AtomicInteger openInAll;
    private final AtomicInteger open = new AtomicInteger();
    private volatile State state = new State(Limits.NONE, null);

    /** Limits and the bucket that keeps them: read together, since they may change between two reads. */
    private record State(Limits limits, @Nullable TokenBucket requests) {}

    /** Absent where there is no limit. */
    record Limits(Optional<Integer> requestsPerMinute, Optional<Integer> concurrentStreams) {
        static final Limits NONE = new Limits(Optional.empty(), Optional.empty());

        boolean none() {
            return requestsPerMinute.isEmpty() && concurrentStreams.isEmpty();
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
    CallerLimits(String whose, LongSupplier nanoTime, AtomicInteger openInAll) {
        this.whose = whose;
        this.nanoTime = nanoTime;
        this.openInAll = openInAll;
    }

    /** Takes one request; fails with {@link ClientFailure.Throttled} when there is none left for now. */
    public void takeRequest() {
        State now = state;
        TokenBucket requests = now.requests();
        if (requests != null && !requests.take()) {
            String limit = counted(now.limits().requestsPerMinute().orElseThrow(), "request") + " a minute for " + whose
                    + " (requests-per-minute)";
            throw new FailureException(new ClientFailure.Throttled(limit, requests.untilNext()));
        }
    }

    /**
     * Opens one stream for a request that was taken; fails with {@link ClientFailure.Throttled} when there are as many as
     * there may be, and the request costs nothing then.
     */
    public StreamSlot openStream() {
        State now = state;
        Optional<Integer> most = now.limits().concurrentStreams();
        if (open.incrementAndGet() > most.orElse(Integer.MAX_VALUE)) {
            open.decrementAndGet();
            if (now.requests() != null) {
                now.requests().giveBack();
            }
            String limit = counted(most.orElseThrow(), "stream") + " at once for " + whose
                    + " (concurrent-streams), and it is not known when one of them will end";
            throw new FailureException(new ClientFailure.Throttled(limit, WAIT_FOR_A_STREAM));
        }
        openInAll.incrementAndGet();
        return new StreamSlot(() -> {
            open.decrementAndGet();
            openInAll.decrementAndGet();
        });
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** How its limit of requests stands; empty when it has none. */
    public Optional<RateState> state() {
        return Optional.ofNullable(state.requests()).map(TokenBucket::state);
    }

    /** Limits that hold from now on; what was taken stays taken. */
    void limit(Limits changed) {
        if (!state.limits().equals(changed)) {
            change(changed);
        }
    }

    private synchronized void change(Limits changed) {
        TokenBucket before = state.requests();
        TokenBucket after = changed.requestsPerMinute()
                .map(TokenBucket.Rate::steady)
                .map(rate -> changed(before, rate))
                .orElse(null);
        state = new State(changed, after);
    }

    private TokenBucket changed(@Nullable TokenBucket before, TokenBucket.Rate rate) {
        if (before == null) {
            return new TokenBucket(rate, nanoTime);
        }
        before.change(rate);
        return before;
    }
}
