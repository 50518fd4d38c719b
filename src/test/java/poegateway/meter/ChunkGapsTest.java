package poegateway.meter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChunkGapsTest {
    private final ChunkGaps gaps = new ChunkGaps();
    private long now = Long.MAX_VALUE - 5; // monotonic time may overflow

    @Test
    void theBoundsDoubleFromTenMilliseconds() {
        List<Duration> bounds = ChunkGaps.BOUNDS;
        assertEquals(16, bounds.size());
        assertEquals(Duration.ofMillis(10), bounds.getFirst());
        assertEquals(Duration.ofMillis(327_680), bounds.getLast());
        for (int i = 1; i < bounds.size(); i++) {
            assertEquals(bounds.get(i - 1).multipliedBy(2), bounds.get(i));
        }
        List<Duration> requests = Buckets.of(MetricFamily.REQUEST_DURATION);
        assertEquals(
                List.of(Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5), Duration.ofMillis(10)),
                requests.subList(0, 4));
        assertEquals(Duration.ofNanos(50_000), Buckets.of(MetricFamily.OVERHEAD).getFirst());
        assertEquals(Duration.ofMillis(100), Buckets.of(MetricFamily.OVERHEAD).getLast());
    }

    @Test
    void tokensAreCountedInPowersOfFour() {
        double[] bounds = Buckets.ofTokens();
        assertEquals(14, bounds.length);
        assertEquals(1, bounds[0]);
        assertEquals(4, bounds[1]);
        assertEquals(67_108_864, bounds[13]);
        bounds[0] = 99;
        assertEquals(1, Buckets.ofTokens()[0], "a copy each time");
    }

    @Test
    void theFirstEventHasNoGap() {
        gaps.record(1, now);
        assertArrayEquals(new int[17], counts());
        assertEquals(0, gaps.sumSeconds());
    }

    @Test
    void eventsThatComeAtOnceHaveGapsOfNothing() {
        gaps.record(4, now);
        assertEquals(3, gaps.count(0));
        pass(20_000_000, 3);
        assertEquals(3 + 2, gaps.count(0));
        assertEquals(1, gaps.count(1));
        assertEquals(0.02, gaps.sumSeconds(), 1e-12);
    }

    @Test
    void aGapOnABoundBelongsBelowIt() {
        gaps.record(1, now);
        pass(10_000_000, 1);
        assertEquals(1, gaps.count(0));
        pass(10_000_001, 1);
        assertEquals(1, gaps.count(1));
        pass(Duration.ofMillis(327_680).toNanos(), 1);
        assertEquals(1, gaps.count(15));
        pass(Duration.ofMillis(327_680).toNanos() + 1, 1);
        assertEquals(1, gaps.count(16));
        assertEquals(0.020_000_001 + 2 * 327.68 + 1e-9, gaps.sumSeconds(), 1e-9);
    }

    private void pass(long nanos, int events) {
        now += nanos;
        gaps.record(events, now);
    }

    private int[] counts() {
        return IntStream.range(0, ChunkGaps.BUCKETS).map(gaps::count).toArray();
    }
}
