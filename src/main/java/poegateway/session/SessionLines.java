package poegateway.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.SessionFailure;

/** Lets one turn of a session run at a time; the others wait in the order in which they came. Safe for all threads. */
final class SessionLines {
    private final Map<Place, Deque<CompletableFuture<Boolean>>> waiting = new HashMap<>();
    private final Ticker ticker;
    private final int waitingMax;
    private final Duration waitMax;

    /** A session of an owner. */
    private record Place(String owner, String id) {}

    /**
     * @param waitingMax most turns that wait for one session
     * @param waitMax how long each waits
     */
    SessionLines(Ticker ticker, int waitingMax, Duration waitMax) {
        this.ticker = ticker;
        this.waitingMax = waitingMax;
        this.waitMax = waitMax;
    }

    /** The right to go on with a session, until it is closed. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits until it is this one's turn.
     *
     * @throws FailureException with {@link SessionFailure.Busy} when too many wait, or it takes too long; or with the reason of
     *     the cancellation
     */
    Turn await(String owner, String id, Cancellation cancellation) {
        Place place = new Place(owner, id);
        CompletableFuture<Boolean> turn = join(place);
        Cancellation.Registration cancelled =
                cancellation.onCancel(() -> fail(turn, Objects.requireNonNull(cancellation.reason())));
        Ticker.Registration timeout = timeout(turn);
        try {
            turn.join();
        } catch (CompletionException ended) {
            leave(place, turn);
            throw ended.getCause() instanceof FailureException failed ? failed : ended;
        } finally {
            timeout.close();
            cancelled.close();
        }
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                next(place);
            }
        };
    }

    /** Sessions that are in use now. */
    synchronized int inUse() {
        return waiting.size();
    }

    private Ticker.Registration timeout(CompletableFuture<Boolean> turn) {
        if (turn.isDone()) {
            return () -> {};
        }
        long since = ticker.nanoTime();
        return ticker.register(now -> {
            if (now - since > waitMax.toNanos()) {
                fail(turn, new SessionFailure.Busy(waitMax));
            }
        });
    }

    private static void fail(CompletableFuture<Boolean> turn, Failure why) {
        turn.completeExceptionally(new FailureException(why));
    }

    private synchronized CompletableFuture<Boolean> join(Place place) {
        Deque<CompletableFuture<Boolean>> line = waiting.get(place);
        if (line == null) {
            waiting.put(place, new ArrayDeque<>());
            return CompletableFuture.completedFuture(true);
        }
        if (line.size() >= waitingMax) {
            throw new FailureException(new SessionFailure.Busy(waitMax));
        }
        CompletableFuture<Boolean> turn = new CompletableFuture<>();
        line.add(turn);
        return turn;
    }

    @SuppressWarnings("ReferenceEquality") // a place in a line is itself alone
    private synchronized void leave(Place place, CompletableFuture<Boolean> turn) {
        Deque<CompletableFuture<Boolean>> line = waiting.get(place);
        if (line != null) {
            line.removeIf(waits -> waits == turn);
        }
    }

    /** Those who have given up have not left the line yet, and are passed over. */
    private synchronized void next(Place place) {
        Deque<CompletableFuture<Boolean>> line = waiting.get(place);
        while (line != null && !line.isEmpty()) {
            if (line.poll().complete(true)) {
                return;
            }
        }
        waiting.remove(place);
    }
}
