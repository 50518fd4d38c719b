package poegateway.relay.attempt;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import poegateway.config.LimitsConfig;

/**
 * How many requests may be in the course of being repeated: a share of those that wait for Poe, and a few in any case. When
 * Poe is in trouble, repeats would otherwise double its load.
 */
public final class RetryBudget {
    private static final int PERCENT = 100;

    private final Supplier<LimitsConfig> limits;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();

    public RetryBudget(Supplier<LimitsConfig> limits) {
        this.limits = limits;
    }

    void requestBegins() {
        underWay.incrementAndGet();
    }

    void requestEnds() {
        underWay.decrementAndGet();
    }

    /** Whether one more may be repeated now; if so, {@link #repeatEnds()} must follow. */
    boolean repeatBegins() {
        LimitsConfig now = limits.get();
        int allowed = Math.max(now.retryBudgetLeast(), underWay.get() * now.retryBudgetPercent() / PERCENT);
        if (repeats.incrementAndGet() <= allowed) {
            return true;
        }
        repeats.decrementAndGet();
        return false;
    }

    void repeatEnds() {
        repeats.decrementAndGet();
    }
}
