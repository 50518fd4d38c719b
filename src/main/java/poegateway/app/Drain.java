package poegateway.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.GatewayFailure;

/**
 * The end of a gateway without a loss: it says that it is not ready, takes no more, lets what runs come to its end, and only
 * then cuts what is left, each with a word to its caller.
 *
 * <p>A tick of the ticker ends each wait. Should the ticker stand still, each ends by itself, a little later.
 */
final class Drain {
    /** What is cut off still has to be told so. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    /** How long after its limit a wait ends without the ticker. */
    private static final Duration SLACK = TickMonitor.LATE_AFTER;

    private final Requests requests;
    private final Ticker ticker;
    private final Duration delay;
    private final Duration timeout;
    private final Bound bound;
    private volatile boolean hurried;

    /** The requests of callers: how to take no more, how many are under way, how to cut those off and count them. */
    record Requests(Runnable refuseNew, IntSupplier open, ToIntFunction<Failure> cutOff) {}

    /** Waits for a gate, but only so long; independent of the ticker. */
    @FunctionalInterface
    interface Bound {
        Bound REAL = (gate, atMost) -> {
            @SuppressWarnings("unused") // over is over, whoever ended it
            boolean opened = gate.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        };

        void await(CountDownLatch gate, Duration atMost) throws InterruptedException;
    }

    /**
     * @param delay how long requests are still taken
     * @param timeout how long those under way may go on after that
     */
    Drain(Requests requests, Ticker ticker, Duration delay, Duration timeout, Bound bound) {
        this.requests = requests;
        this.ticker = ticker;
        this.delay = delay;
        this.timeout = timeout;
        this.bound = bound;
    }

    /** Waits for nothing any more: what runs is cut now. */
    void hurry() {
        hurried = true;
    }

    /** How many requests were cut. */
    int run() {
        await(delay, () -> hurried);
        requests.refuseNew.run();
        await(timeout, () -> hurried || requests.open.getAsInt() == 0);
        int cut = requests.cutOff.applyAsInt(new GatewayFailure.Restarting());
        await(LAST_WORDS, () -> requests.open.getAsInt() == 0);
        return cut;
    }

    private void await(Duration limit, BooleanSupplier over) {
        CountDownLatch gate = new CountDownLatch(1);
        long startNanos = ticker.nanoTime();
        Ticker.Listener look = now -> {
            if (over.getAsBoolean() || now - startNanos >= limit.toNanos()) {
                gate.countDown();
            }
        };
        look.tick(startNanos);
        Ticker.Registration registration = ticker.register(look);
        try {
            bound.await(gate, limit.plus(SLACK));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            registration.close();
        }
    }
}
