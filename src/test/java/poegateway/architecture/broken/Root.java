package poegateway.architecture.broken;

import poegateway.architecture.broken.simulator.UsesCore;

/** Allowed: the root may do and use what no room may. */
public class Root {
    @SuppressWarnings("NonFinalStaticField")
    static int starts;

    final UsesCore simulator = new UsesCore();

    void start() throws InterruptedException {
        System.out.println(System.getenv().size());
        Thread.sleep(1);
    }
}
