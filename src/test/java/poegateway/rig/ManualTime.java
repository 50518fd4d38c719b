package poegateway.rig;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import poegateway.core.Cancellation;

/** Time that stands still until a test moves it; whoever sleeps moves it by that much and goes on. */
public final class ManualTime {
    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(1);
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    public long nanoTime() {
        return nanos.get();
    }

    public Instant instant() {
        return START.plusNanos(nanos.get());
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
        advance(duration);
    }
}
