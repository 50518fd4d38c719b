package poegateway.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * One clock for all that waits: whoever has a limit in time joins, is told the time at every tick, and leaves. {@code
 * app.TickerThread} drives it from a single thread; a test drives it by hand, with a clock of its own.
 *
 * <p>Every limit of every request hangs on it, so nothing that a listener throws ends a tick: not even an
 * {@link OutOfMemoryError}, which other requests may survive.
 */
public final class Ticker {
    /** Something with a limit in time. Must not block: every other listener waits for it. What it throws does not affect other listeners. */
    @FunctionalInterface
    public interface Listener {
        void tick(long nowNanos);
    }

    /** Leaves the ticker; may be called more than once. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Told of what listeners throw, on the thread that ticks; what it throws itself is dropped. */
    @FunctionalInterface
    public interface Failures {
        /**
         * A listener threw.
         *
         * @param listener class of the listener, or of the ticker where that failed itself
         */
        void failed(Class<?> listener, Throwable thrown);
    }

    private final LongSupplier nanoTime;
    private final Failures failures;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final Set<Listener> permanent = ConcurrentHashMap.newKeySet();
    private volatile long lastTickNanos;

    /** A ticker on the given monotonic clock, in nanoseconds; what listeners throw goes to the thread's handler. */
    public Ticker(LongSupplier nanoTime) {
        this(nanoTime, (listener, thrown) -> {
            Thread ticking = Thread.currentThread();
            ticking.getUncaughtExceptionHandler().uncaughtException(ticking, thrown);
        });
    }

    /** A ticker on the given monotonic clock, in nanoseconds. */
    public Ticker(LongSupplier nanoTime, Failures failures) {
        this.nanoTime = nanoTime;
        this.failures = failures;
        this.lastTickNanos = nanoTime.getAsLong();
    }

    /** Monotonic now, in nanoseconds; only differences mean anything. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** For the time of a request, or of another wait that ends. */
    public Registration register(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** For as long as the process lives; does not count in {@link #size()}. */
    public Registration registerPermanently(Listener listener) {
        permanent.add(listener);
        return () -> permanent.remove(listener);
    }

    /** Tells every listener the time; never throws. */
    public void tick() {
        try {
            long now = nanoTime.getAsLong();
            tell(listeners, now);
            tell(permanent, now);
            lastTickNanos = now;
        } catch (Throwable thrown) { // memory may be too short to walk through the listeners: the next tick tries again
            report(Ticker.class, thrown);
        }
    }

    /** How many wait for the time of a request; 0 when nothing leaked. */
    public int size() {
        return listeners.size();
    }

    /** Nanoseconds since the last tick that told every listener the time, or since the ticker was made. */
    public long sinceTickNanos() {
        return nanoTime.getAsLong() - lastTickNanos;
    }

    private void tell(Set<Listener> told, long nowNanos) {
        for (Listener listener : told) {
            try {
                listener.tick(nowNanos);
            } catch (Throwable thrown) {
                report(listener.getClass(), thrown);
            }
        }
    }

    private void report(Class<?> listener, Throwable thrown) {
        try {
            failures.failed(listener, thrown);
        } catch (Throwable unreported) { // where memory is short a report may fail as the listener did
            return;
        }
    }
}
