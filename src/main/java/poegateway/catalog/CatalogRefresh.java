package poegateway.catalog;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Cancellation;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;

/**
 * Has Poe's list of models fetched in the background: at the first tick, from then on at intervals, and a few seconds after a
 * fetch that failed. One fetch at a time, which belongs to no request.
 */
public final class CatalogRefresh implements Ticker.Listener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogRefresh.class);

    /** From the end of a fetch that failed to the next one. */
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

    private final CurrentCatalog catalog;
    private final Function<Cancellation, ModelDocument> feed;
    private final Duration every;
    private final LongSupplier nanoTime;
    private @Nullable Cancellation underWay; // guarded by this, as are all below
    private long dueNanos;
    private boolean fetchedOnce;
    private boolean closed;

    /**
     * Fetches only when it is ticked.
     *
     * @param feed asks Poe, fails as it likes, and ends when it is cancelled
     * @param every from the end of a fetch to the next one; 0 is never
     */
    public CatalogRefresh(
            CurrentCatalog catalog, Function<Cancellation, ModelDocument> feed, Duration every, LongSupplier nanoTime) {
        this.catalog = catalog;
        this.feed = feed;
        this.every = every;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void tick(long nowNanos) {
        boolean due = !fetchedOnce || nowNanos - dueNanos >= 0;
        if (every.isPositive() && due && underWay == null && !closed) {
            fetchedOnce = true;
            Cancellation own = new Cancellation();
            underWay = own;
            Thread.ofVirtual().name("model-list").start(() -> fetch(own));
        }
    }

    /** Fetches under way; 0 or 1. */
    public synchronized int fetches() {
        return underWay == null ? 0 : 1;
    }

    /** Stops what is under way, and fetches nothing any more. */
    @Override
    public void close() {
        Cancellation running;
        synchronized (this) {
            closed = true;
            running = underWay;
        }
        if (running != null) {
            running.cancel(new GatewayFailure.Draining());
        }
    }

    private void fetch(Cancellation own) {
        Duration pause = AFTER_FAILURE;
        try {
            catalog.update(feed.apply(own));
            pause = every;
        } catch (FailureException failed) {
            tell(failed.failure());
        } catch (RuntimeException bug) {
            LOG.error("Poe's list of models could not be fetched, because of a bug in the gateway", bug);
        } finally {
            over(pause);
        }
    }

    private static void tell(Failure failure) {
        if (!(failure instanceof GatewayFailure.Draining)) {
            LOG.info("Poe's list of models could not be fetched: {}", failure.message());
        }
    }

    private synchronized void over(Duration pause) {
        underWay = null;
        dueNanos = nanoTime.getAsLong() + pause.toNanos();
    }
}
