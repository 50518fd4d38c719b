package poegateway.guard;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;

/** So many requests a minute, of which some may come at once: a bucket of tokens. On injected monotonic time. */
final class TokenBucket {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bucket bucket;
    private volatile Rate rate;

    /**
     * How fast requests may come. Any 60 s hold at most {@code burst} of them and what comes back within a minute.
     *
     * @param perMinute the limit by its name
     * @param burst how many may come at once, when none has come for a while
     * @param backPerMinute how many of these come back in a minute
     */
    record Rate(int perMinute, int burst, int backPerMinute) {
        private static final int SHARE_AT_ONCE = 5;

        /** The limit is never exceeded: no 60 s hold more, wherever they begin. Who never pauses gets less by the burst. */
        static Rate hard(int perMinute, int burst) {
            return new Rate(perMinute, burst, Math.max(1, perMinute - burst));
        }

        /**
         * Who keeps to the limit steadily is never refused, even if each request comes up to its whole share of a minute too
         * early. After a pause a fifth more may come within 60 s, rounded up, and never more at once than the limit.
         */
        static Rate steady(int perMinute) {
            int fifth = Math.ceilDiv(perMinute, SHARE_AT_ONCE);
            return new Rate(perMinute, Math.min(perMinute, 1 + fifth), perMinute);
        }

        private Bandwidth bandwidth() {
            return Bandwidth.builder()
                    .capacity(burst)
                    .refillGreedy(backPerMinute, MINUTE)
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
        boolean exact = MINUTE.toNanos() % rate.backPerMinute() == 0;
        return Duration.ofNanos(nanos == 0 || exact ? nanos : nanos + 1); // else it is rounded down
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
