package poegateway.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import poegateway.core.ClientFailure;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.GatewayFailure;
import poegateway.core.PoeRefusal;
import poegateway.core.ReplyFailure;
import poegateway.core.Ticker;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;
import poegateway.keep.WriteResult;

/**
 * Requests by the {@code Idempotency-Key} that their callers gave them: one that comes again is not sent to Poe again. What its
 * pictures are is kept as their addresses.
 */
final class PastRequests {
    private static final int FIRST_FAULT_OF_POES = 500;
    private static final long WEIGHT_OF_ENTRY = 512;
    private static final StoreLimits LIMITS = new StoreLimits(
            Duration.ofMinutes(60),
            StoreLimits.Expiry.FIXED,
            new StoreLimits.Cap(1_000, 4L * 1024 * 1024),
            new StoreLimits.Cap(20_000, 16L * 1024 * 1024));

    private final OwnedStore<Past> store;

    private PastRequests(OwnedStore<Past> store) {
        this.store = store;
    }

    static PastRequests inMemory(Ticker ticker) {
        return new PastRequests(new MemoryStore<>(LIMITS, Past::bytes, ticker));
    }

    /**
     * One request.
     *
     * @param fingerprint of all that it says
     */
    private record Past(String fingerprint, State state) {
        long bytes() {
            return WEIGHT_OF_ENTRY
                    + switch (state) {
                        case State.Made made ->
                            made.calls().stream().mapToLong(MadePictures::bytes).sum();
                        case State.UnderWay going -> 0;
                        case State.Lost lost -> 0;
                    };
        }
    }

    private sealed interface State {
        record UnderWay() implements State {}

        record Made(List<MadePictures> calls) implements State {}

        /** It failed after Poe was asked; {@code outcome} is the code of its failure. */
        record Lost(String outcome) implements State {}
    }

    /**
     * A request begins, or has been before.
     *
     * @return what came of it before; empty where it is new, and must be ended by {@link #made} or {@link #failed}
     * @throws FailureException when it is under way, is lost, or is another one
     */
    Optional<List<MadePictures>> begin(String owner, String key, String fingerprint) {
        WriteResult<Past> written = store.create(owner, key, new Past(fingerprint, new State.UnderWay()));
        if (!(written instanceof WriteResult.Conflict<Past> conflict)) {
            return Optional.empty();
        }
        Past past = conflict.current().orElseThrow().value();
        if (!past.fingerprint.equals(fingerprint)) {
            throw new FailureException(new ClientFailure.IdempotencyKeyReused());
        }
        return switch (past.state) {
            case State.Made made -> Optional.of(made.calls());
            case State.UnderWay going -> throw new FailureException(new ClientFailure.IdempotentUnderWay());
            case State.Lost lost -> throw new FailureException(new ClientFailure.IdempotentLost(lost.outcome()));
        };
    }

    void made(String owner, String key, String fingerprint, List<MadePictures> calls) {
        WriteResult<Past> kept = store.put(owner, key, new Past(fingerprint, new State.Made(List.copyOf(calls))));
        if (kept instanceof WriteResult.TooHeavy<Past>) {
            lost(owner, key, fingerprint, "too large to be kept");
        }
    }

    /** What cost nothing may be tried again with the same key. */
    void failed(String owner, String key, String fingerprint, Failure failure) {
        if (mayBeBilled(failure)) {
            lost(owner, key, fingerprint, failure.code());
        } else {
            var unused = store.remove(owner, key);
        }
    }

    private void lost(String owner, String key, String fingerprint, String outcome) {
        var unused = store.put(owner, key, new Past(fingerprint, new State.Lost(outcome)));
    }

    private static boolean mayBeBilled(Failure failure) {
        return switch (failure) {
            case ReplyFailure unfinished -> true;
            case PoeRefusal refusal -> refusal.status() >= FIRST_FAULT_OF_POES;
            case ClientFailure.CallerGone gone -> true;
            case GatewayFailure.ReplyDropped dropped -> true;
            case GatewayFailure.Restarting cut -> true;
            case GatewayFailure.Bug bug -> true;
            default -> false;
        };
    }
}
