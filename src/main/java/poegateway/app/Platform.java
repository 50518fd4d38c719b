package poegateway.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import poegateway.core.Cancellation;
import poegateway.core.Sleeper;
import poegateway.logging.ProcessEnvironment;

/**
 * What a gateway takes from its process: clocks, sleep, randomness, and the streams of its logs.
 *
 * @param nanoTime monotonic time; only differences mean anything
 * @param clock time of day
 * @param sleeper lets one request wait
 * @param ticks looks after limits in time
 * @param random chance, from any thread
 * @param process where logs go
 */
public record Platform(
        LongSupplier nanoTime,
        InstantSource clock,
        Sleeper sleeper,
        TickSource ticks,
        RandomGenerator random,
        ProcessEnvironment process) {
    /** Per thread: one generator for all would cost each request 1 µs of contention. */
    private static final RandomGenerator CHANCE =
            () -> ThreadLocalRandom.current().nextLong();

    /** Without surroundings, and with a timer thread. */
    public Platform(LongSupplier nanoTime, InstantSource clock, Sleeper sleeper, RandomGenerator random) {
        this(nanoTime, clock, sleeper, TickerThread::start, random, ProcessEnvironment.none());
    }

    /** Those of the real world. */
    public static Platform real() {
        return new Platform(
                System::nanoTime,
                InstantSource.system(),
                Platform::sleep,
                TickerThread::start,
                CHANCE,
                ProcessEnvironment.real());
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
