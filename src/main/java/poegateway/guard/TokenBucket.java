package poegateway.guard;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * So many requests in any minute, and no more: a bucket that holds {@code burst} and gains the rest of the limit within a
 * minute, so that no window of 60 s sees more than the limit, wherever it begins. On injected monotonic time.
 */
final class TokenBucket {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bucket bucket;
    private volatile Rate rate;

    /** @param burst less than the limit, unless that is 1; what is left of the limit comes evenly */
    record Rate(int perMinute, int burst) {
        private Bandwidth bandwidth() {
            return Bandwidth.builder()
                    .capacity(burst)
                    .refillGreedy(Math.max(1, (long) perMinute - burst), MINUTE)
                    .build();
        }
    }

    TokenBucket(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.bucket = Bucket.builder()
                .withCustomTimePrecision(new Monotonic(nanoTime))
                .addLimit(rate.bandwidth())
                .build();
    }

    /** Takes one, in advance if need be; how long it is until it may be used. */
    Duration reserve() {
        return Duration.ofNanos(bucket.consumeIgnoringRateLimits(1));
    }

    /** Takes one if it is there. */
    boolean take() {
        return bucket.tryConsume(1);
    }

    /** How long it is until one would be there for whoever comes now. */
    Duration untilNext() {
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return Duration.ofNanos(nanos == 0 ? 0 : nanos + 1); // it is rounded down
    }

    /** One that was taken and not used. */
    void giveBack() {
        bucket.addTokens(1);
    }

    RateState state() {
        Rate now = rate;
        long nanosUntilFull = bucket.estimateAbilityToConsume(now.burst()).getNanosToWaitForRefill();
        return new RateState(
                now.perMinute(), Math.max(0, bucket.getAvailableTokens()), Duration.ofNanos(nanosUntilFull));
    }

    /** Changes the limit; what is taken already stays taken. */
    void change(Rate other) {
        rate = other;
        bucket.replaceConfiguration(
                BucketConfiguration.builder().addLimit(other.bandwidth()).build(), TokensInheritanceStrategy.AS_IS);
    }

    private record Monotonic(LongSupplier nanoTime) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
