package poegateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Wrong keys per address. After so many in the minute that began with the first, the address has to wait until that minute
 * is over. Only the latest addresses are kept in mind, so that a flood of them costs little memory.
 */
final class FailedKeyLimiter {
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final int ADDRESSES_MAX = 10_000;

    private final LongSupplier nanoTime;
    private final Cache<InetAddress, Tally> tallies;

    private record Tally(long sinceNanos, int count) {}

    FailedKeyLimiter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.tallies = Caffeine.newBuilder()
                .maximumSize(ADDRESSES_MAX)
                .expireAfterWrite(KEPT)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run) // its upkeep is short, and waking a thread for it is not
                .build();
    }

    /** How long the address has to wait; empty when it need not. */
    Optional<Duration> untilWelcome(InetAddress address, int most) {
        Tally tally = tallies.getIfPresent(AddressKey.block(address));
        if (tally == null || tally.count() < most) {
            return Optional.empty();
        }
        Duration left = Duration.ofNanos(tally.sinceNanos() + WINDOW_NANOS - nanoTime.getAsLong());
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** One more wrong key; gives how many it is in its minute. */
    int record(InetAddress address) {
        long now = nanoTime.getAsLong();
        Tally tally = tallies.asMap()
                .merge(
                        AddressKey.block(address),
                        new Tally(now, 1),
                        (before, one) -> now - before.sinceNanos() >= WINDOW_NANOS
                                ? one
                                : new Tally(before.sinceNanos(), before.count() + 1));
        return Objects.requireNonNull(tally).count();
    }
}
