package poegateway.meter;

import java.util.function.LongSupplier;

/** Where the time of one request goes. Belongs to one thread, but for {@link #serverTiming}. */
final class Stopwatch {
    private static final long NONE = Completed.NONE;
    private static final long NANOS_PER_HUNDREDTH = 10_000;

    private final LongSupplier nanoTime;
    private final long startNanos;
    private boolean away;
    private boolean atPoe;
    private long awaySinceNanos;
    private long awayNanos;
    private long poeNanos;
    private long overheadNanos = NONE;
    private long operationSinceNanos;
    private boolean operating;
    private long firstEventAtNanos;
    private boolean firstEventCame;

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
    }

    long nowNanos() {
        return nanoTime.getAsLong();
    }

    void away(boolean forPoe) {
        back();
        awaySinceNanos = nowNanos();
        atPoe = forPoe;
        away = true;
    }

    void back() {
        if (!away) {
            return;
        }
        away = false;
        long gone = nowNanos() - awaySinceNanos;
        awayNanos += gone;
        if (atPoe) {
            poeNanos += gone;
        }
    }

    void operationBegins() {
        operationSinceNanos = nowNanos();
        operating = true;
    }

    void firstEvent() {
        if (!firstEventCame) {
            firstEventAtNanos = nowNanos();
            firstEventCame = true;
        }
    }

    /** The first answer counts: a failure in mid-stream is none. */
    void answered() {
        if (overheadNanos == NONE) {
            overheadNanos = ownNanos(nowNanos());
        }
    }

    String serverTiming(boolean poeAsked) {
        long now = nowNanos();
        long poe = poeNanos + (away && atPoe ? now - awaySinceNanos : 0);
        StringBuilder header = new StringBuilder(48).append("gateway;dur=");
        millis(header, overheadNanos == NONE ? ownNanos(now) : overheadNanos);
        if (poeAsked) {
            millis(header.append(", poe;dur="), poe);
        }
        return header.toString();
    }

    Completed.Times times(long startMillis) {
        long now = nowNanos();
        return new Completed.Times(
                startMillis,
                now - startNanos,
                overheadNanos,
                firstEventCame ? firstEventAtNanos - startNanos : NONE,
                operating ? now - operationSinceNanos : NONE,
                operating && firstEventCame ? firstEventAtNanos - operationSinceNanos : NONE);
    }

    private long ownNanos(long now) {
        long stillAway = away ? now - awaySinceNanos : 0;
        return Math.max(0, now - startNanos - awayNanos - stillAway);
    }

    /** With two digits after the point. */
    static void millis(StringBuilder text, long nanos) {
        long hundredths = (nanos + NANOS_PER_HUNDREDTH / 2) / NANOS_PER_HUNDREDTH;
        text.append(hundredths / 100).append('.');
        long fraction = hundredths % 100;
        text.append(fraction < 10 ? "0" : "").append(fraction);
    }
}
