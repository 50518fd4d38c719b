package poegateway;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import poegateway.config.ServerConfig;
import poegateway.core.GatewayFailure;
import poegateway.core.Pulse;
import poegateway.front.HttpServer;

/**
 * The end of a gateway without a loss: it says that it is not ready, takes no more, lets what runs come to its end, and only
 * then cuts what is left, each with a word to its caller.
 */
final class Drain {
    /** What is cut off still has to be told so. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final HttpServer server;
    private final Pulse pulse;
    private final ServerConfig limits;
    private volatile boolean hurried;

    Drain(HttpServer server, Pulse pulse, ServerConfig limits) {
        this.server = server;
        this.pulse = pulse;
        this.limits = limits;
    }

    /** Waits for nothing any more: what runs is cut now. */
    void hurry() {
        hurried = true;
    }

    /** How many requests were cut. */
    int run() {
        await(limits.drainDelay(), () -> hurried);
        server.refuseNew();
        await(limits.drainTimeout(), () -> hurried || server.openExchanges() == 0);
        int cut = server.cutOff(new GatewayFailure.Restarting());
        await(LAST_WORDS, () -> server.openExchanges() == 0);
        return cut;
    }

    private void await(Duration limit, BooleanSupplier over) {
        CountDownLatch gate = new CountDownLatch(1);
        long startNanos = pulse.nanoTime();
        Pulse.Member look = now -> {
            if (over.getAsBoolean() || now - startNanos >= limit.toNanos()) {
                gate.countDown();
            }
        };
        look.beat(startNanos);
        Pulse.Seat seat = pulse.join(look);
        try {
            gate.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            seat.close();
        }
    }
}
