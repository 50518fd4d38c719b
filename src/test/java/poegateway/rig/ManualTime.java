package poegateway.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.core.Cancellation;

/**
 * Time that stands still until a test moves it. Whoever sleeps moves it by that much and goes on; or, once it is held, waits
 * until the test has moved it that far.
 */
public final class ManualTime {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(1);
    private final List<Long> due = new ArrayList<>();
    private volatile boolean held;
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    public synchronized void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
        notifyAll();
    }

    /** From now on only the test moves it. */
    public void hold() {
        held = true;
    }

    public long nanoTime() {
        return nanos.get();
    }

    public Instant instant() {
        return START.plusNanos(nanos.get());
    }

    /** How many sleep until a time that has not come. */
    public synchronized int sleeping() {
        long now = nanos.get();
        return (int) due.stream().filter(time -> time > now).count();
    }

    /** What was slept, in order. */
    public List<Duration> sleeps() {
        return sleeps;
    }

    /** For whoever has no request to be cancelled. */
    void pass(Duration duration) {
        advance(duration);
    }

    void sleep(Duration duration, Cancellation cancellation) {
        cancellation.check();
        sleeps.add(duration);
        if (!held) {
            advance(duration);
            return;
        }
        Cancellation.Registration onCancel = cancellation.onCancel(this::wake);
        try {
            await(nanos.get() + duration.toNanos(), cancellation);
        } finally {
            onCancel.close();
        }
    }

    private synchronized void await(long dueNanos, Cancellation cancellation) {
        due.add(dueNanos);
        try {
            while (nanos.get() < dueNanos && cancellation.reason() == null) {
                wait();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            due.remove(dueNanos);
        }
    }

    private synchronized void wake() {
        notifyAll();
    }
}
