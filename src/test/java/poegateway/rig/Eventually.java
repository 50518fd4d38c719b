package poegateway.rig;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a state that another thread brings about and that has no gate to wait at. */
public final class Eventually {
    private static final long LOOK_EVERY_NANOS = 500_000;

    private Eventually() {}

    /** Returns as soon as it is so; fails when it was not in time. */
    public static void holds(Duration atMost, BooleanSupplier so, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail(otherwise.get());
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
