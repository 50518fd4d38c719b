package poegateway.guard;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import poegateway.config.LimitsConfig;

/** How much each caller may ask: requests in a minute and streams at once, by key, or by address where no key is asked. */
public final class CallerLimiter {
    private static final int HOLDERS_MAX = 10_000;

    /** Longer than any stream, so that one that is forgotten has none open. */
    private static final Duration HOLDER_KEPT = Duration.ofHours(2);

    private final CallerLimits unlimited;
    private final AtomicInteger openStreams = new AtomicInteger();
    private final LoadingCache<Holder, CallerLimits> callers;
    private volatile LimitsConfig general;

    /** @param id of the caller, or address */
    private record Holder(Object id, String words) {}

    /** @param nanoTime monotonic time */
    public CallerLimiter(LimitsConfig general, LongSupplier nanoTime) {
        this.general = general;
        this.unlimited = new CallerLimits("all callers", nanoTime, openStreams);
        this.callers = Caffeine.newBuilder()
                .maximumSize(HOLDERS_MAX)
                .expireAfterAccess(HOLDER_KEPT)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run) // its upkeep is short, and waking a thread for it is not
                .build(holder -> new CallerLimits(holder.words(), nanoTime, openStreams));
    }

    /** What whoever was admitted from that address may ask for. */
    public CallerLimits of(Admission admission, InetAddress from) {
        LimitsConfig now = general;
        CallerLimits.Limits limits = new CallerLimits.Limits(
                admission.requestsPerMinute().or(now::requestsPerMinute),
                admission.concurrentStreams().or(now::concurrentStreams));
        if (limits.none()) {
            return unlimited;
        }
        CallerLimits caller = callers.get(holder(admission, from));
        caller.limit(limits);
        return caller;
    }

    /** General limits that hold from now on. */
    public void change(LimitsConfig changed) {
        general = changed;
    }

    /** Streams under way, over all callers; 0 when nothing leaked. */
    public int openStreams() {
        return openStreams.get();
    }

    private static Holder holder(Admission admission, InetAddress from) {
        return switch (admission.limitedBy()) {
            case KEY ->
                new Holder(
                        admission.caller().id(),
                        "the key '" + admission.caller().name() + "'");
            case ADDRESS -> new Holder(AddressKey.block(from), "one address");
        };
    }
}
