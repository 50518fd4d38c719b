package poegateway.guard;

import java.util.Optional;
import poegateway.core.Caller;

/**
 * Leave to enter: who the caller is, and what its key says about quotas.
 *
 * @param caller who it is
 * @param limitedBy whether its quota is its own, or that of the address it comes from
 * @param requestsPerMinute limit of the key; absent where the general one holds
 * @param concurrentStreams limit of the key; absent where the general one holds
 */
public record Admission(
        Caller caller, LimitedBy limitedBy, Optional<Integer> requestsPerMinute, Optional<Integer> concurrentStreams) {
    /** What quotas are counted by. */
    public enum LimitedBy {
        KEY,
        ADDRESS
    }

    static Admission withoutLimitsOfItsOwn(Caller caller, LimitedBy limitedBy) {
        return new Admission(caller, limitedBy, Optional.empty(), Optional.empty());
    }
}
