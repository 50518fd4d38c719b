package poegateway.simulator.script;

import java.time.Duration;

/** How the simulator lets time pass: really, or as a test's clock says. */
@FunctionalInterface
public interface Delayer {
    void delay(Duration duration) throws InterruptedException;
}
