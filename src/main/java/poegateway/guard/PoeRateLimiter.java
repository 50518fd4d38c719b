package poegateway.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.function.LongSupplier;
import poegateway.config.LimitsConfig;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.Sleeper;
import poegateway.core.failure.FailureException;

/**
 * Poe's limit on the way out: no window of 60 s holds more sends per account than Poe allows, whoever asks and however often
 * it is repeated. Who comes too early waits in a queue; who would wait too long is turned away at once, and told how long.
 */
public final class PoeRateLimiter {
    /** Callers' own keys are accounts too, so that their number needs a bound. */
    private static final int ACCOUNTS_MAX = 10_000;

    /** Longer than any queue and any window, so that eviction cannot reset a limit in use. */
    private static final Duration ACCOUNT_KEPT = Duration.ofMinutes(10);

    private final LoadingCache<String, ReservationQueue> queues;
    private final LongSupplier nanoTime;
    private final Sleeper sleeper;
    private volatile LimitsConfig limits;

    /**
     * @param nanoTime monotonic time
     * @param sleeper lets one request wait
     */
    public PoeRateLimiter(LimitsConfig limits, LongSupplier nanoTime, Sleeper sleeper) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.queues = Caffeine.newBuilder()
                .maximumSize(ACCOUNTS_MAX)
                .expireAfterAccess(ACCOUNT_KEPT)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run) // its upkeep is short, and waking a thread for it is not
                .build(name -> new ReservationQueue(name, this.limits, this.nanoTime));
    }

    /**
     * Waits for leave to send one request.
     *
     * @throws FailureException when the queue or the wait is too long, or the request was cancelled
     */
    public Permit acquire(Account account, Cancellation cancellation) {
        return queues.get(account.name()).acquire(sleeper, cancellation);
    }

    /** How the limit of an account stands. */
    public RateState state(Account account) {
        return queues.get(account.name()).state();
    }

    /** Requests of an account that wait for their turn. */
    public int waiting(Account account) {
        return queues.get(account.name()).waiting();
    }

    /** Limits that hold from now on. */
    public void change(LimitsConfig changed) {
        limits = changed;
        queues.asMap().values().forEach(queue -> queue.change(changed));
    }
}
