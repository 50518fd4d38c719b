package poegateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import poegateway.core.Cancellation;
import poegateway.core.Sleeper;

/**
 * How time passes and how chance falls.
 *
 * @param nanoTime monotonic time; only differences mean anything
 * @param clock time of day
 * @param sleeper lets one request wait
 * @param random chance, from any thread
 */
public record Circumstances(LongSupplier nanoTime, InstantSource clock, Sleeper sleeper, RandomGenerator random) {
    /** Those of the real world. */
    public static Circumstances real() {
        return new Circumstances(System::nanoTime, InstantSource.system(), Circumstances::sleep, new Random());
    }

    private static void sleep(Duration duration, Cancellation cancellation) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
        try {
            cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            registration.close();
        }
    }
}
