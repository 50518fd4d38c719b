package poegateway.account;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.relay.PointsClient;

/** How many points each account has: asked in the background at the start, and from time to time. */
public final class BalanceMonitor implements Ticker.Listener, AutoCloseable {
    private final PointsClient inquiry;
    private final Supplier<Collection<Account>> accounts;
    private final Duration every;
    private final AccountHealth health;
    private final Cancellation closed = new Cancellation();
    private volatile long askedNanos;
    private volatile boolean asked;

    /**
     * Asks only when it is ticked.
     *
     * @param accounts asked for anew each time, since they may change
     * @param every 0 is never
     */
    public BalanceMonitor(
            PointsClient inquiry, Supplier<Collection<Account>> accounts, Duration every, AccountHealth health) {
        this.inquiry = inquiry;
        this.accounts = accounts;
        this.every = every;
        this.health = health;
    }

    @Override
    public void tick(long nowNanos) {
        boolean due = !asked || nowNanos - askedNanos >= every.toNanos();
        if (every.isPositive() && due) {
            asked = true;
            askedNanos = nowNanos;
            accounts.get().stream()
                    .filter(account -> account.key().isPresent())
                    .forEach(account -> Thread.startVirtualThread(() -> ask(account)));
        }
    }

    @Override
    public void close() {
        closed.cancel(new GatewayFailure.Restarting());
    }

    private void ask(Account account) {
        Cancellation cancellation = new Cancellation();
        Cancellation.Registration onClose = closed.onCancel(() -> cancellation.cancel(new GatewayFailure.Restarting()));
        try {
            health.told(account, inquiry.left(account, cancellation));
        } catch (FailureException failed) {
            if (closed.reason() == null) {
                health.untold(account, failed.failure());
            }
        } finally {
            onClose.close();
        }
    }
}
