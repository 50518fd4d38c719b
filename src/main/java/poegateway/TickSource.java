package poegateway;

import java.time.Duration;
import poegateway.core.Pulse;

/** What beats a gateway's pulse: a thread of its own, or a test by hand. */
@FunctionalInterface
public interface TickSource {
    /** From one beat to the next; a limit in time is exact to about this much. */
    Duration INTERVAL = Duration.ofMillis(100);

    /** Beats from now on, until the result is closed. */
    Running start(Pulse pulse);

    /** Ends the beats. */
    @FunctionalInterface
    interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
