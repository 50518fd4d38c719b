package poegateway;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Pulse;

/** The one timer thread: it beats the pulse until it is closed. */
final class PulseDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PulseDriver.class);
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Pulse pulse;
    private final Thread thread;
    private volatile boolean open = true;

    private PulseDriver(Pulse pulse) {
        this.pulse = pulse;
        this.thread = Thread.ofPlatform().daemon().name("pulse").unstarted(this::run);
    }

    static PulseDriver start(Pulse pulse) {
        PulseDriver driver = new PulseDriver(pulse);
        driver.thread.start();
        return driver;
    }

    @Override
    public void close() {
        open = false;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (open) {
            LockSupport.parkNanos(EVERY.toNanos());
            try {
                pulse.beat();
            } catch (RuntimeException bug) {
                LOG.error("the pulse failed by a bug of ours", bug); // the others who wait must not suffer
            }
        }
    }
}
