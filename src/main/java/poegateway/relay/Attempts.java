package poegateway.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import poegateway.core.Cancellation;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.Retry;
import poegateway.meter.Span;

/**
 * The only loop that sends twice. What was never sent is sent again up to the limit of attempts; what Poe refused in a
 * complete reply, once; anything else never, because it may be billed already.
 */
final class Attempts {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(8);
    private static final Duration ASKED_WAIT_MAX = Duration.ofSeconds(15);
    private static final int REFUSALS_MAX = 1;

    private final int attemptsMax;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    Attempts(int attemptsMax, Sleeper sleeper, RandomGenerator random) {
        this.attemptsMax = attemptsMax;
        this.sleeper = sleeper;
        this.random = random;
    }

    /** Runs the attempt, which is told its number from 1, until it comes through or must not be made again. */
    <T> T run(Span span, Cancellation cancellation, IntFunction<T> attempt) {
        int refusals = 0;
        String why = "first";
        for (int made = 1; ; made++) {
            try {
                span.attempt(why);
                return attempt.apply(made);
            } catch (FailureException failed) {
                Failure failure = failed.failure();
                Optional<Duration> pause = pause(failure, made, refusals);
                if (cancellation.reason() != null || pause.isEmpty()) {
                    throw failed;
                }
                why = failure.outcome();
                refusals += failure.retry() instanceof Retry.After ? 1 : 0;
                sleeper.sleep(pause.get(), cancellation);
                cancellation.check();
            }
        }
    }

    /** How long to wait before the next attempt; empty when there is to be none. */
    private Optional<Duration> pause(Failure failure, int made, int refusals) {
        if (made >= attemptsMax) {
            return Optional.empty();
        }
        return switch (failure.retry()) {
            case Retry.Never never -> Optional.empty();
            case Retry.IfUnsent unsent -> Optional.of(backoff(made));
            case Retry.After after ->
                refusals < REFUSALS_MAX ? longer(backoff(made), after.atLeast()) : Optional.empty();
        };
    }

    private static Optional<Duration> longer(Duration backoff, Optional<Duration> asked) {
        Duration wait = asked.filter(least -> least.compareTo(backoff) > 0).orElse(backoff);
        return wait.compareTo(ASKED_WAIT_MAX) > 0 ? Optional.empty() : Optional.of(wait);
    }

    /** Full jitter: anywhere between nothing and a bound that doubles. */
    private Duration backoff(int made) {
        long bound = Math.min(BACKOFF_MAX.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(made - 1, 10));
        return Duration.ofMillis(random.nextLong(bound + 1));
    }
}
