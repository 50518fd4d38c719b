package poegateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.core.Pulse;
import poegateway.front.ops.Health;
import poegateway.relay.BalanceInquiry;

/** How many points each account has: asked in the background at the start, and from time to time. */
final class Balances implements Pulse.Member, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Balances.class);

    private final BalanceInquiry inquiry;
    private final Collection<Account> accounts;
    private final Duration every;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Cancellation closed = new Cancellation();
    private volatile long askedNanos;
    private volatile boolean asked;

    /** @param points meaningless unless {@code ok} */
    private record Known(boolean ok, long points, String words) {}

    /**
     * Asks only when it is beaten.
     *
     * @param every 0 is never
     */
    Balances(BalanceInquiry inquiry, Collection<Account> accounts, Duration every) {
        this.inquiry = inquiry;
        this.accounts =
                accounts.stream().filter(account -> account.key().isPresent()).toList();
        this.every = every;
    }

    @Override
    public void beat(long nowNanos) {
        boolean due = !asked || nowNanos - askedNanos >= every.toNanos();
        if (every.isPositive() && due) {
            asked = true;
            askedNanos = nowNanos;
            accounts.forEach(account -> Thread.startVirtualThread(() -> ask(account)));
        }
    }

    /** Points of an account; not a number while they are not known. */
    double points(Account account) {
        Known found = known.get(account.name());
        return found != null && found.ok() ? found.points() : Double.NaN;
    }

    /** One part for each account that was asked about. */
    List<Health.Part> health() {
        List<Health.Part> parts = new ArrayList<>();
        known.forEach((name, found) -> parts.add(new Health.Part("poe account " + name, found.ok(), found.words())));
        return parts;
    }

    @Override
    public void close() {
        closed.cancel(new ClientFailure.CallerGone());
    }

    private void ask(Account account) {
        Known found = answer(account);
        if (closed.reason() == null && known.put(account.name(), found) == null) {
            tellFirst(account, found);
        }
    }

    /** Part of what is said at the start; it comes a little later, since the start does not wait for it. */
    private static void tellFirst(Account account, Known found) {
        if (found.ok()) {
            LOG.info("Poe account '{}': {}", account.name(), found.words());
        } else {
            LOG.warn("Poe account '{}': {}", account.name(), found.words());
        }
    }

    private Known answer(Account account) {
        Cancellation cancellation = new Cancellation();
        Cancellation.Registration onClose = closed.onCancel(() -> cancellation.cancel(new ClientFailure.CallerGone()));
        try {
            long points = inquiry.points(account, cancellation);
            String words = String.format(Locale.ROOT, "key ok, %,d points", points);
            return new Known(points > 0, points, points > 0 ? words : words + "; buy some at poe.com");
        } catch (FailureException failed) {
            return new Known(false, 0, failed.failure().message());
        } finally {
            onClose.close();
        }
    }
}
