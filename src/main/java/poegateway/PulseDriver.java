package poegateway;

import java.util.concurrent.locks.LockSupport;
import poegateway.core.Pulse;

/** The one timer thread: it beats the pulse until it is closed. */
final class PulseDriver implements TickSource.Running {
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
            LockSupport.parkNanos(TickSource.INTERVAL.toNanos());
            pulse.beat();
        }
    }
}
