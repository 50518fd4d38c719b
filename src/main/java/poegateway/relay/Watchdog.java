package poegateway.relay;

import java.time.Duration;
import poegateway.config.UpstreamConfig;
import poegateway.core.Cancellation;
import poegateway.core.Failure;
import poegateway.core.Pulse;
import poegateway.core.ReplyFailure;

/**
 * Cancels a request that waits too long for Poe: for the first event, for the next bytes, or altogether. Only time spent
 * waiting for Poe counts as silence, so a caller who reads slowly is never taken for a Poe that sends slowly.
 */
final class Watchdog implements Pulse.Member, AutoCloseable {
    private static final long NOT_WAITING = Long.MIN_VALUE;
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);

    private final Pulse pulse;
    private final UpstreamConfig limits;
    private final Cancellation cancellation;
    private final long startNanos;
    private final Pulse.Seat seat;
    private volatile long firstEventSinceNanos = NOT_WAITING;
    private volatile long waitingSinceNanos = NOT_WAITING;
    private volatile long drainingSinceNanos = NOT_WAITING;

    Watchdog(Pulse pulse, UpstreamConfig limits, Cancellation cancellation) {
        this.pulse = pulse;
        this.limits = limits;
        this.cancellation = cancellation;
        this.startNanos = pulse.nanoTime();
        this.seat = pulse.join(this);
    }

    /** An attempt begins: the first event is awaited. */
    void awaitFirstEvent() {
        firstEventSinceNanos = pulse.nanoTime();
    }

    /** The first event, or the head of a whole reply, is there. */
    void firstEventCame() {
        firstEventSinceNanos = NOT_WAITING;
    }

    /** A read begins that may wait. */
    void waiting() {
        waitingSinceNanos = pulse.nanoTime();
    }

    /** The read is over. */
    void resting() {
        if (waitingSinceNanos != NOT_WAITING) { // reading is cheap, and most chunks were not waited for
            waitingSinceNanos = NOT_WAITING;
        }
    }

    /** The caller has everything; only the end of Poe's reply is awaited, and not for long. */
    void draining() {
        drainingSinceNanos = pulse.nanoTime();
    }

    @Override
    public void beat(long nowNanos) {
        if (over(startNanos, limits.totalTimeout(), nowNanos)) {
            cancel(new ReplyFailure.Timeout("upstream.total-timeout " + seconds(limits.totalTimeout())));
        } else if (over(firstEventSinceNanos, limits.firstEventTimeout(), nowNanos)) {
            cancel(new ReplyFailure.Timeout("upstream.first-event-timeout " + seconds(limits.firstEventTimeout())));
        } else if (over(drainingSinceNanos, DRAIN_LIMIT, nowNanos)) {
            cancel(new ReplyFailure.Truncated());
        } else if (firstEventSinceNanos == NOT_WAITING && over(waitingSinceNanos, limits.idleTimeout(), nowNanos)) {
            cancel(new ReplyFailure.IdleTimeout(limits.idleTimeout()));
        }
    }

    @Override
    public void close() {
        seat.close();
    }

    private void cancel(Failure why) {
        cancellation.cancel(why);
    }

    private static boolean over(long sinceNanos, Duration limit, long nowNanos) {
        return sinceNanos != NOT_WAITING && nowNanos - sinceNanos > limit.toNanos();
    }

    private static String seconds(Duration limit) {
        return limit.toSeconds() + " s";
    }
}
