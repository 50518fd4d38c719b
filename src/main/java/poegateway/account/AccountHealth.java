package poegateway.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Account;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.relay.attempt.AccountListener;

/**
 * How Poe takes each account of the operator's, as it was seen last: when its points were asked for, or by a request that it
 * pays. Callers' own accounts are theirs to look after. Safe for all threads.
 */
public final class AccountHealth implements AccountListener {
    private static final Logger LOG = LoggerFactory.getLogger(AccountHealth.class);

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    /**
     * @param points when last asked for; absent where they never were told
     * @param trouble what is wrong, as a sentence; absent while nothing is
     */
    private record Seen(Optional<Long> points, Optional<String> trouble) {
        boolean ok() {
            return trouble.isEmpty() && points.orElse(1L) > 0;
        }

        String words() {
            if (trouble.isPresent() || points.isEmpty()) {
                return trouble.orElse("key ok");
            }
            String words = String.format(Locale.ROOT, "key ok, %,d points", points.get());
            return ok() ? words : words + "; buy some at poe.com";
        }
    }

    @Override
    public void accepted(Account account) {
        Seen last = seen.get(account.name());
        if (last != null && last.trouble().isPresent()) { // looked at first: nearly always there is none
            note(account, new Seen(last.points(), Optional.empty()));
        }
    }

    @Override
    public void refused(Account account, Failure why) {
        if (account.callersOwn()) {
            return;
        }
        switch (why) {
            case PoeRefusal.KeyRefused refusal -> trouble(account, refusal.message());
            case PoeRefusal.OutOfPoints refusal -> trouble(account, "no points left; buy some at poe.com");
            default -> {} // says nothing of the account
        }
    }

    /** Poe told how many points are left. */
    void told(Account account, long points) {
        note(account, new Seen(Optional.of(points), Optional.empty()));
    }

    /** Poe did not tell how many points are left. */
    void untold(Account account, Failure why) {
        trouble(account, why.message());
    }

    /** Points of an account; not a number while they are not known. */
    public double points(Account account) {
        Seen last = seen.get(account.name());
        return last == null || last.trouble().isPresent()
                ? Double.NaN
                : last.points().map(Long::doubleValue).orElse(Double.NaN);
    }

    /**
     * How an account stands.
     *
     * @param detail one sentence for people; holds no secret
     */
    public record Status(String account, boolean ok, String detail) {}

    /** One for each account of which something was seen. */
    public List<Status> statuses() {
        List<Status> statuses = new ArrayList<>();
        seen.forEach((name, last) -> statuses.add(new Status(name, last.ok(), last.words())));
        return statuses;
    }

    private void trouble(Account account, String sentence) {
        Seen last = seen.get(account.name());
        note(account, new Seen(last == null ? Optional.empty() : last.points(), Optional.of(sentence)));
    }

    /** A line for every change from well to ill and back, and for the first look. */
    private void note(Account account, Seen now) {
        @Nullable Seen before = seen.put(account.name(), now);
        if (before == null || before.ok() != now.ok()) {
            LOG.info("Poe account '{}': {}", account.name(), now.words());
        }
    }
}
