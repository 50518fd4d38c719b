package poegateway.keep;

import java.time.Duration;

/**
 * How long and how much an {@link OwnedStore} keeps.
 *
 * @param timeToLive of each value
 * @param expiry when that time begins
 * @param perOwner for the values of each owner
 * @param inAll for the values of all owners together
 */
public record StoreLimits(Duration timeToLive, Expiry expiry, Cap perOwner, Cap inAll) {
    /** When a time to live begins anew. */
    public enum Expiry {
        /** With every read and every write. */
        SLIDING,
        /** With every write. */
        FIXED
    }

    /**
     * The most that may be kept.
     *
     * @param count of values
     * @param weight of values, in whatever unit the store weighs them, mostly bytes
     */
    public record Cap(int count, long weight) {
        public Cap {
            if (count < 1 || weight < 1) {
                throw new IllegalArgumentException("A cap is 1 or more, not " + count + " and " + weight);
            }
        }
    }

    public StoreLimits {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException("A time to live is above 0, not " + timeToLive);
        }
    }

    /** The heaviest value that can be kept at all. */
    public long valueWeightMax() {
        return Math.min(perOwner.weight(), inAll.weight());
    }
}
