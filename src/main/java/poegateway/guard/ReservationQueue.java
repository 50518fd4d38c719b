package poegateway.guard;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import poegateway.config.LimitsConfig;
import poegateway.core.Cancellation;
import poegateway.core.Sleeper;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;

/**
 * The queue before one account, and the only class that knows its order: first come, first served, by reservation. Each
 * takes the next free place when it comes, so that its wait is known at once. Whoever wakes late sends late, which the burst
 * makes up for: as long as nobody is later than it takes to refill the burst, the limit holds.
 */
final class ReservationQueue {
    private final String account;
    private final TokenBucket bucket;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile LimitsConfig limits;

    ReservationQueue(String account, LimitsConfig limits, LongSupplier nanoTime) {
        this.account = account;
        this.limits = limits;
        this.bucket = new TokenBucket(rate(limits), nanoTime);
    }

    Permit acquire(Sleeper sleeper, Cancellation cancellation) {
        Duration wait = reserve();
        Permit permit = new Permit(bucket::giveBack);
        if (wait.isPositive()) {
            try {
                sleeper.sleep(wait, cancellation);
                cancellation.check();
            } catch (RuntimeException turnedAway) {
                permit.close();
                throw turnedAway;
            } finally {
                waiting.decrementAndGet();
            }
        }
        return permit;
    }

    int waiting() {
        return waiting.get();
    }

    RateState state() {
        return bucket.state();
    }

    void change(LimitsConfig changed) {
        limits = changed;
        bucket.change(rate(changed));
    }

    /** One at a time, so that others do not see a reservation that is refused and taken back. */
    private synchronized Duration reserve() {
        Duration wait = bucket.reserve();
        boolean full = wait.isPositive() && waiting.get() >= limits.poeQueueLength();
        if (full || wait.compareTo(limits.poeQueueWait()) > 0) {
            bucket.giveBack();
            throw new FailureException(new ClientFailure.Throttled(limit(), wait));
        }
        if (wait.isPositive()) {
            waiting.incrementAndGet();
        }
        return wait;
    }

    private String limit() {
        return limits.poeRequestsPerMinute() + " requests a minute for the Poe account '" + account
                + "' (limits.poe-requests-per-minute)";
    }

    private static TokenBucket.Rate rate(LimitsConfig limits) {
        return TokenBucket.Rate.hard(limits.poeRequestsPerMinute(), limits.poeBurst());
    }
}
