package poegateway.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Ticker;
import poegateway.front.ops.Health;

/**
 * Whether limits in time are looked at: how old the last tick is, and what a listener of the ticker threw last. The log gets a
 * failure in full, at most one each ten seconds, since a listener that fails once may fail ten times a second.
 */
final class TickMonitor implements Ticker.Failures {
    /** A tick older than this is late: no limit in time is kept meanwhile. */
    static final Duration LATE_AFTER = Duration.ofSeconds(2);
    /** How long {@code /health} shows the last failure. */
    static final Duration FAILURE_SHOWN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(TickMonitor.class);
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private volatile @Nullable Failed last;
    private long loggedNanos;
    private long unlogged = -1;

    /** @param what classes only: a message may hold what a caller sent */
    private record Failed(String what, Instant at, long atNanos) {}

    TickMonitor(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    @Override
    public void failed(Class<?> listener, Throwable thrown) {
        long now = nanoTime.getAsLong();
        String what = thrown.getClass().getSimpleName() + " in " + name(listener);
        last = new Failed(what, clock.instant().truncatedTo(ChronoUnit.SECONDS), now);
        log(what, thrown, now);
    }

    /** How it stands, as a part of {@code /health}. */
    Health.Part part(Ticker ticker) {
        double age = ageSeconds(ticker);
        Failed failed = last;
        boolean late = age > LATE_AFTER.toSeconds();
        boolean shown = failed != null && nanoTime.getAsLong() - failed.atNanos < FAILURE_SHOWN.toNanos();
        String words = String.format(Locale.ROOT, "looked at %.1f s ago", age);
        if (late) {
            words += String.format(
                    Locale.ROOT,
                    ", %d s is the most: none is enforced meanwhile; restart the gateway if this persists",
                    LATE_AFTER.toSeconds());
        }
        if (failed != null && shown) {
            words += "; " + failed.what + " at " + failed.at + ", see the log; all others were checked";
        }
        return new Health.Part("time limits", !late && !shown, words);
    }

    /** Seconds since the last tick. */
    static double ageSeconds(Ticker ticker) {
        return ticker.sinceTickNanos() / 1e9;
    }

    private void log(String what, Throwable thrown, long nowNanos) {
        if (unlogged >= 0 && nowNanos - loggedNanos < LOG_EVERY.toNanos()) {
            unlogged++;
            return;
        }
        long silent = Math.max(unlogged, 0);
        loggedNanos = nowNanos;
        unlogged = 0;
        LOG.error("a time limit could not be checked: {}; {} earlier failures were not logged", what, silent, thrown);
    }

    /** The outermost class: that of a lambda has a number for its name. */
    private static String name(Class<?> listener) {
        String name = listener.getName();
        int inner = name.indexOf('$');
        String outermost = inner < 0 ? name : name.substring(0, inner);
        return outermost.substring(outermost.lastIndexOf('.') + 1);
    }
}
