package poegateway.meter;

import java.time.Duration;
import java.util.List;

/** Times between the events of one stream, sorted into buckets while it runs. Belongs to one thread. */
final class ChunkGaps {
    static final List<Duration> BOUNDS = Buckets.of(MetricFamily.TIME_PER_OUTPUT_CHUNK);

    private static final long[] BOUNDS_NANOS =
            BOUNDS.stream().mapToLong(Duration::toNanos).toArray();

    /** The last bucket has no bound. */
    static final int BUCKETS = BOUNDS_NANOS.length + 1;

    private final int[] counts = new int[BUCKETS];
    private long sumNanos;
    private long lastNanos;
    private boolean begun;

    /** Some events came at once. */
    void record(int events, long nowNanos) {
        if (begun) {
            long gap = nowNanos - lastNanos;
            counts[bucket(gap)]++;
            counts[0] += events - 1;
            sumNanos += gap;
        } else {
            counts[0] += events - 1;
            begun = true;
        }
        lastNanos = nowNanos;
    }

    int count(int bucket) {
        return counts[bucket];
    }

    double sumSeconds() {
        return sumNanos / 1e9;
    }

    private static int bucket(long gapNanos) {
        int bucket = 0;
        while (bucket < BOUNDS_NANOS.length && gapNanos > BOUNDS_NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }
}
