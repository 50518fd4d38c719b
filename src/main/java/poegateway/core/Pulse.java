package poegateway.core;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * One heartbeat for all that waits: whoever has a limit in time joins, is told the time at every beat, and leaves. The
 * root drives it from a single thread; a test drives it by hand, with a clock of its own.
 */
public final class Pulse {
    /** Something with a limit in time. Must not block: every other member waits for it. */
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

    private final LongSupplier nanoTime;
    private final Set<Member> members = ConcurrentHashMap.newKeySet();

    /** A pulse on the given monotonic clock, in nanoseconds. */
    public Pulse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Monotonic now, in nanoseconds; only differences mean anything. */
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    public Seat join(Member member) {
        members.add(member);
        return () -> members.remove(member);
    }

    /** Tells every member the time. */
    public void beat() {
        long now = nanoTime.getAsLong();
        for (Member member : members) {
            member.beat(now);
        }
    }

    /** How many wait; 0 when nothing leaked. */
    public int size() {
        return members.size();
    }
}
