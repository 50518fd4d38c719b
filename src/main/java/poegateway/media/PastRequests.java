package poegateway.media;

import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;
import poegateway.keep.WriteResult;

/**
 * Requests by the {@code Idempotency-Key} that their callers gave them: one that comes again is not sent to Poe again.
 *
 * @param <T> what came of a request, as small as it can be told again, such as the addresses of pictures
 */
public final class PastRequests<T> {
    private static final long WEIGHT_OF_ENTRY = 512;
    private static final StoreLimits LIMITS = new StoreLimits(
            Duration.ofMinutes(60),
            StoreLimits.Expiry.FIXED,
            new StoreLimits.Cap(1_000, 4L * 1024 * 1024),
            new StoreLimits.Cap(20_000, 16L * 1024 * 1024));

    private final OwnedStore<Past<T>> store;

    private PastRequests(OwnedStore<Past<T>> store) {
        this.store = store;
    }

    /**
     * Keeps them in memory.
     *
     * @param weight of what came of a request, in bytes of memory
     */
    public static <T> PastRequests<T> inMemory(ToLongFunction<T> weight, Ticker ticker) {
        return new PastRequests<>(new MemoryStore<>(LIMITS, past -> past.bytes(weight), ticker));
    }

    /**
     * One request.
     *
     * @param fingerprint of all that it says
     */
    private record Past<T>(String fingerprint, State<T> state) {
        long bytes(ToLongFunction<T> weight) {
            return WEIGHT_OF_ENTRY
                    + switch (state) {
                        case State.Made<T> made -> weight.applyAsLong(made.result());
                        case State.UnderWay<T> going -> 0;
                        case State.Lost<T> lost -> 0;
                    };
        }
    }

    private sealed interface State<T> {
        record UnderWay<T>() implements State<T> {}

        record Made<T>(T result) implements State<T> {}

        /** It failed after Poe was asked; {@code outcome} is the code of its failure. */
        record Lost<T>(String outcome) implements State<T> {}
    }

    /**
     * A request begins, or has been before.
     *
     * @return what came of it before; empty where it is new, and must be ended by {@link #made} or {@link #failed}
     * @throws FailureException when it is under way, is lost, or is another one
     */
    public Optional<T> begin(String owner, String key, String fingerprint) {
        WriteResult<Past<T>> written = store.create(owner, key, new Past<>(fingerprint, new State.UnderWay<>()));
        if (!(written instanceof WriteResult.Conflict<Past<T>> conflict)) {
            return Optional.empty();
        }
        Past<T> past = conflict.current().orElseThrow().value();
        if (!past.fingerprint.equals(fingerprint)) {
            throw new FailureException(new ClientFailure.IdempotencyKeyReused());
        }
        return switch (past.state) {
            case State.Made<T> made -> Optional.of(made.result());
            case State.UnderWay<T> going -> throw new FailureException(new ClientFailure.IdempotentUnderWay());
            case State.Lost<T> lost -> throw new FailureException(new ClientFailure.IdempotentLost(lost.outcome()));
        };
    }

    public void made(String owner, String key, String fingerprint, T result) {
        WriteResult<Past<T>> kept = store.put(owner, key, new Past<>(fingerprint, new State.Made<>(result)));
        if (kept instanceof WriteResult.TooHeavy<Past<T>>) {
            lost(owner, key, fingerprint, "too large to be kept");
        }
    }

    /** What cost nothing may be tried again with the same key. */
    public void failed(String owner, String key, String fingerprint, Failure failure) {
        if (failure.mayBeBilled()) {
            lost(owner, key, fingerprint, failure.code());
        } else {
            var unused = store.remove(owner, key);
        }
    }

    private void lost(String owner, String key, String fingerprint, String outcome) {
        var unused = store.put(owner, key, new Past<>(fingerprint, new State.Lost<>(outcome)));
    }
}
