package poegateway.app;

import java.time.Duration;
import poegateway.core.Ticker;

/** What ticks a gateway's ticker: a thread of its own, or a test by hand. */
@FunctionalInterface
public interface TickSource {
    /** From one tick to the next; a limit in time is exact to about this much. */
    Duration INTERVAL = Duration.ofMillis(100);

    /** Ticks from now on, until the result is closed. */
    Running start(Ticker ticker);

    /** Ends the ticks. */
    @FunctionalInterface
    interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
