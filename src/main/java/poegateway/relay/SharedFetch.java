package poegateway.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import poegateway.core.Cancellation;
import poegateway.core.FailureException;
import poegateway.core.GatewayFailure;
import poegateway.core.ReplyFailure;
import poegateway.core.Ticker;

/**
 * One value, fetched when it is asked for and kept for a while; so is a failure to fetch it, for a shorter while. However
 * many ask, one fetch is under way, on a thread and with a cancellation of its own: whoever waits for it has a limit, and
 * may leave without stopping it. Safe for all threads.
 */
final class SharedFetch<T> implements AutoCloseable {
    private final Ticker ticker;
    private final Timing timing;
    private final Function<Cancellation, T> fetch;
    private volatile @Nullable Kept<T> value;
    private @Nullable Kept<Throwable> failure; // guarded by this, as are all below
    private @Nullable CompletableFuture<T> underWay;
    private @Nullable Cancellation cancellation;
    private boolean closed;

    /**
     * @param name of the thread that fetches
     * @param kept how long a value is fresh
     * @param failureKept how long nothing is fetched after a failure
     * @param firstWait longest wait of whoever asks while no value is at hand
     * @param firstWaitName of that limit, for messages
     * @param renewalWait longest wait of whoever can be given an old value instead
     */
    record Timing(
            String name,
            Duration kept,
            Duration failureKept,
            Duration firstWait,
            String firstWaitName,
            Duration renewalWait) {}

    private record Kept<V>(V it, long atNanos) {}

    /** {@code fetch} may fail in any way, and must end when it is cancelled. */
    SharedFetch(Ticker ticker, Timing timing, Function<Cancellation, T> fetch) {
        this.ticker = ticker;
        this.timing = timing;
        this.fetch = fetch;
    }

    /**
     * A fresh value; an old one where no fresh one can be had in time.
     *
     * @throws FailureException when there is neither, or the waiter is cancelled
     */
    T get(Cancellation waiter) {
        Kept<T> last = value;
        if (last != null && young(last, timing.kept())) {
            return last.it();
        }
        try {
            return await(begun(), waiter, last == null ? timing.firstWait() : timing.renewalWait());
        } catch (FailureException failed) {
            if (last == null || waiter.reason() != null) {
                throw failed;
            }
            return last.it();
        }
    }

    /** The last value, whatever its age; null before the first. Never waits. */
    @Nullable
    T atHand() {
        Kept<T> last = value;
        return last == null ? null : last.it();
    }

    /** Sees to it that a value that is missing or old is fetched, unless that failed just now. Never waits. */
    void renew() {
        Kept<T> last = value;
        if (last == null || !young(last, timing.kept())) {
            var unused = begun(); // a failure is kept for those who ask
        }
    }

    /** How many fetches are under way: none or one. */
    synchronized int underWay() {
        return underWay == null ? 0 : 1;
    }

    /** Stops the fetch under way, and begins none any more. */
    @Override
    public void close() {
        Cancellation running;
        synchronized (this) {
            closed = true;
            running = cancellation;
        }
        if (running != null) {
            running.cancel(new GatewayFailure.Draining());
        }
    }

    /** The fetch under way, a new one, or what the last one came to. */
    private synchronized CompletableFuture<T> begun() {
        if (closed) {
            return CompletableFuture.failedFuture(new FailureException(new GatewayFailure.Draining()));
        }
        if (underWay != null) {
            return underWay;
        }
        Kept<T> last = value;
        if (last != null && young(last, timing.kept())) {
            return CompletableFuture.completedFuture(last.it());
        }
        Kept<Throwable> failed = failure;
        if (failed != null && young(failed, timing.failureKept())) {
            return CompletableFuture.failedFuture(failed.it());
        }
        return begin();
    }

    private CompletableFuture<T> begin() {
        CompletableFuture<T> result = new CompletableFuture<>();
        Cancellation own = new Cancellation();
        Thread.ofVirtual().name(timing.name()).start(() -> run(result, own));
        underWay = result;
        cancellation = own;
        return result;
    }

    private void run(CompletableFuture<T> result, Cancellation own) {
        try {
            T fetched = fetch.apply(own);
            over(new Kept<>(fetched, ticker.nanoTime()), null);
            result.complete(fetched);
        } catch (Throwable failed) { // an Error too: those who wait would never hear of it
            over(null, new Kept<>(failed, ticker.nanoTime()));
            result.completeExceptionally(failed);
        }
    }

    private synchronized void over(@Nullable Kept<T> fetched, @Nullable Kept<Throwable> failed) {
        if (fetched != null) {
            value = fetched;
        }
        failure = failed;
        underWay = null;
        cancellation = null;
    }

    private T await(CompletableFuture<T> running, Cancellation waiter, Duration limit) {
        CompletableFuture<T> mine = running.copy();
        long sinceNanos = ticker.nanoTime();
        Ticker.Registration registration = ticker.register(nowNanos -> {
            if (nowNanos - sinceNanos > limit.toNanos()) {
                mine.completeExceptionally(tooLong(limit));
            }
        });
        Cancellation.Registration onLeave = waiter.onCancel(() -> mine.completeExceptionally(left(waiter)));
        try {
            return mine.join();
        } catch (CompletionException failed) {
            throw cause(failed);
        } finally {
            onLeave.close();
            registration.close();
        }
    }

    private FailureException tooLong(Duration limit) {
        return new FailureException(new ReplyFailure.Timeout(timing.firstWaitName() + " " + limit.toSeconds() + " s"));
    }

    private static FailureException left(Cancellation waiter) {
        return new FailureException(Objects.requireNonNull(waiter.reason()));
    }

    /** The failure as it was thrown, anew for each who waited; anything else is a bug, or the end of memory. */
    private static RuntimeException cause(CompletionException failed) {
        Throwable cause = Objects.requireNonNull(failed.getCause());
        return switch (cause) {
            case FailureException known -> new FailureException(known.failure(), known);
            case RuntimeException bug -> bug;
            case Error grave -> throw grave;
            default -> new IllegalStateException(cause);
        };
    }

    private boolean young(Kept<?> kept, Duration limit) {
        return ticker.nanoTime() - kept.atNanos() < limit.toNanos();
    }
}
