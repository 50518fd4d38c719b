package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private long now = 1;
    private final TokenBucket bucket = new TokenBucket(TokenBucket.Rate.hard(500, 50), () -> now);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noWindowOfAMinuteHoldsMoreThanTheLimitWhereverItBegins(long seed) {
        Random random = new Random(seed);
        Deque<Long> sent = new ArrayDeque<>();
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(10) == 0 ? random.nextLong(9_000_000_000L) : random.nextLong(200_000_000L);
            for (int asked = random.nextInt(80); asked > 0 && bucket.take(); asked--) {
                sent.add(now);
            }
            while (!sent.isEmpty() && now - sent.getFirst() >= MINUTE_NANOS) {
                sent.removeFirst();
            }
            assertTrue(sent.size() <= 500, () -> sent.size() + " in one minute");
        }
    }

    @Test
    void ofAHardLimitASteadyCallerGetsWhatIsLeftOfTheLimitBesidesTheBurst() {
        int sent = 0;
        for (int millis = 0; millis < 600_000; millis++) {
            now += 1_000_000;
            sent += bucket.take() ? 1 : 0;
        }
        assertEquals(50 + 10 * 450, sent, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 60, 499, 500, 100_000})
    void whoKeepsToTheStatedRateIsNeverRefused(int perMinute) {
        TokenBucket steady = new TokenBucket(TokenBucket.Rate.steady(perMinute), () -> now);
        long interval = Math.ceilDiv(MINUTE_NANOS, (long) perMinute);
        for (int request = 0; request < Math.min(20L * perMinute, 20_000); request++) {
            assertTrue(steady.take(), "refused: request " + request);
            now += interval;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 60, 499, 500})
    void whoWaitsAsToldIsLetInAndNotTwoNanosecondsEarlier(int perMinute) {
        TokenBucket steady = new TokenBucket(TokenBucket.Rate.steady(perMinute), () -> now);
        for (int request = 0; request < 1_000; request++) {
            while (steady.take()) {
                now += 7;
            }
            long wait = steady.untilNext().toNanos();
            now += wait - 2;
            assertFalse(steady.take(), "let in too early: request " + request);
            now += 2;
            assertTrue(steady.take(), "refused: request " + request);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 7, 60, 500})
    void eachOfThemMayComeEarlyByItsWholeShareOfAMinute(int perMinute) {
        TokenBucket steady = new TokenBucket(TokenBucket.Rate.steady(perMinute), () -> now);
        long interval = Math.ceilDiv(MINUTE_NANOS, (long) perMinute);
        Random random = new Random(perMinute);
        for (int request = 0; request < 20 * perMinute; request++) {
            now = 1 + request * interval + random.nextLong(interval);
            assertTrue(steady.take(), "refused: request " + request);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "3,4", "5,6", "6,8", "10,12", "60,72", "500,600"})
    void anySixtySecondsHoldTheLimitAndAFifthAtMost(int perMinute, int most) {
        TokenBucket steady = new TokenBucket(TokenBucket.Rate.steady(perMinute), () -> now);
        Deque<Long> sent = new ArrayDeque<>();
        int seen = 0;
        Random random = new Random(perMinute);
        for (int step = 0; step < 20_000; step++) {
            now += random.nextInt(8_000) == 0 ? 3 * MINUTE_NANOS : random.nextLong(20_000_000L);
            while (steady.take()) {
                sent.add(now);
            }
            while (!sent.isEmpty() && now - sent.getFirst() >= MINUTE_NANOS) {
                sent.removeFirst();
            }
            seen = Math.max(seen, sent.size());
        }
        assertTrue(seen <= most, seen + " in 60 s");
        assertTrue(seen >= perMinute, "no more than " + seen + " in 60 s");
    }

    @Test
    void theWaitOfAReservationIsExact() {
        for (int burst = 0; burst < 50; burst++) {
            assertEquals(Duration.ZERO, bucket.reserve());
        }
        assertEquals(133, bucket.reserve().toMillis());
        assertEquals(266, bucket.reserve().toMillis());
        bucket.giveBack();
        assertEquals(266, bucket.reserve().toMillis());
    }

    @Test
    void theTimeUntilTheNextIsTrue() {
        while (bucket.take()) {
            assertEquals(1, now);
        }
        Duration wait = bucket.untilNext();
        now += wait.toNanos() - 2;
        assertFalse(bucket.take());
        now += 2;
        assertTrue(bucket.take());
    }

    @Test
    void whoeverFindsOneThereNeedNotWait() {
        assertEquals(Duration.ZERO, bucket.untilNext());
    }

    @Test
    void theTimeUntilTheBurstIsWholeAgainIsTold() {
        assertTrue(bucket.take());
        assertEquals(133, bucket.state().untilFull().toMillis());
        assertTrue(bucket.take());
        assertEquals(266, bucket.state().untilFull().toMillis());
        now += MINUTE_NANOS;
        assertEquals(Duration.ZERO, bucket.state().untilFull());
    }

    @Test
    void whatIsGivenBackIsThereAtOnceButNeverMoreThanTheBurst() {
        bucket.giveBack();
        assertEquals(new RateState(500, 50, Duration.ZERO), bucket.state());
        assertTrue(bucket.take());
        assertEquals(49, bucket.state().remaining());
        bucket.giveBack();
        assertEquals(50, bucket.state().remaining());
    }

    @Test
    void aChangedLimitHoldsAtOnce() {
        while (bucket.take()) {
            assertEquals(1, now);
        }
        bucket.change(TokenBucket.Rate.hard(6_050, 50));
        assertEquals(10, bucket.untilNext().toMillis());
        assertEquals(6_050, bucket.state().perMinute());
    }
}
