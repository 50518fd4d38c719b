package poegateway.architecture.broken.app;

import poegateway.architecture.broken.simulator.UsesCore;

/** Allowed: this package may use the simulator and the environment, and have statics that change. */
public class Composes {
    @SuppressWarnings("NonFinalStaticField")
    static int starts;

    final UsesCore simulator = new UsesCore();

    int start() throws InterruptedException {
        Thread.sleep(1);
        return System.getenv().size();
    }
}
