package poegateway.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * One heartbeat for all that waits: whoever has a limit in time joins, is told the time at every beat, and leaves. The
 * root drives it from a single thread; a test drives it by hand, with a clock of its own.
 *
 * <p>Every limit of every request hangs on it, so nothing that a member throws ends a beat: not even an
 * {@link OutOfMemoryError}, which other requests may survive.
 */
public final class Pulse {
    /** Something with a limit in time. Must not block: every other member waits for it. What it throws, it throws alone. */
    @FunctionalInterface
    public interface Member {
        void beat(long nowNanos);
    }

    /** Leaves the pulse; may be called more than once. */
    @FunctionalInterface
    public interface Seat extends AutoCloseable {
        @Override
        void close();
    }

    /** Told of what members throw, on the thread that beats; what it throws itself is dropped. */
    @FunctionalInterface
    public interface Failures {
        /**
         * A member threw.
         *
         * @param member class of the member, or of the pulse where that failed itself
         */
        void failed(Class<?> member, Throwable thrown);
    }

    private final LongSupplier nanoTime;
    private final Failures failures;
    private final Set<Member> members = ConcurrentHashMap.newKeySet();
    private final Set<Member> permanent = ConcurrentHashMap.newKeySet();
    private volatile long lastBeatNanos;

    /** A pulse on the given monotonic clock, in nanoseconds; what members throw goes to the thread's handler. */
    public Pulse(LongSupplier nanoTime) {
        this(nanoTime, (member, thrown) -> {
            Thread beating = Thread.currentThread();
            beating.getUncaughtExceptionHandler().uncaughtException(beating, thrown);
        });
    }

    /** A pulse on the given monotonic clock, in nanoseconds. */
    public Pulse(LongSupplier nanoTime, Failures failures) {
        this.nanoTime = nanoTime;
        this.failures = failures;
        this.lastBeatNanos = nanoTime.getAsLong();
    }

    /** Monotonic now, in nanoseconds; only differences mean anything. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** For the time of a request, or of another wait that ends. */
    public Seat join(Member member) {
        members.add(member);
        return () -> members.remove(member);
    }

    /** For as long as the process lives; does not count in {@link #size()}. */
    public Seat joinPermanently(Member member) {
        permanent.add(member);
        return () -> permanent.remove(member);
    }

    /** Tells every member the time; never throws. */
    public void beat() {
        try {
            long now = nanoTime.getAsLong();
            tell(members, now);
            tell(permanent, now);
            lastBeatNanos = now;
        } catch (Throwable thrown) { // memory may be too short to walk through the members: the next beat tries again
            report(Pulse.class, thrown);
        }
    }

    /** How many wait for the time of a request; 0 when nothing leaked. */
    public int size() {
        return members.size();
    }

    /** Nanoseconds since the last beat that told every member the time, or since the pulse was made. */
    public long sinceBeatNanos() {
        return nanoTime.getAsLong() - lastBeatNanos;
    }

    private void tell(Set<Member> told, long nowNanos) {
        for (Member member : told) {
            try {
                member.beat(nowNanos);
            } catch (Throwable thrown) {
                report(member.getClass(), thrown);
            }
        }
    }

    private void report(Class<?> member, Throwable thrown) {
        try {
            failures.failed(member, thrown);
        } catch (Throwable unreported) { // where memory is short a report may fail as the member did
            return;
        }
    }
}
