package poegateway.relay.attempt;

import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.Sleeper;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.Retry;
import poegateway.guard.Permit;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Operation;

/**
 * The only loop that sends twice, each time at Poe's pace. What was never sent is sent again up to the limit of attempts;
 * what Poe refused in a complete reply, once; anything else never, because it may be billed already.
 */
public final class RetryLoop {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(250);
    private static final Duration BACKOFF_MAX = Duration.ofSeconds(8);
    private static final Duration ASKED_WAIT_MAX = Duration.ofSeconds(15);
    private static final int REFUSALS_MAX = 1;

    private final int attemptsMax;
    private final PoeRateLimiter pace;
    private final RetryBudget budget;
    private final AccountListener accounts;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    /** What of one request may be sent again. */
    public enum Repeats {
        /** What was never sent, and once what Poe refused in a complete reply. */
        OF_WHAT_IS_REFUSED,
        /** What was never sent. Pictures, sound and film cost too much to rely on a refusal having cost nothing. */
        OF_WHAT_IS_UNSENT
    }

    /**
     * One request on its way.
     *
     * @param account who pays
     * @param priorSends how often the caller's client says that it has sent this request before: it repeats by itself,
     *     and one layer of repeats is enough
     * @param repeats what of it may be sent again
     */
    public record Call(
            Operation operation, Account account, RequestTimeline timeline, int priorSends, Repeats repeats) {
        Cancellation cancellation() {
            return timeline.cancellation();
        }
    }

    public RetryLoop(
            int attemptsMax,
            PoeRateLimiter pace,
            RetryBudget budget,
            AccountListener accounts,
            Sleeper sleeper,
            RandomGenerator random) {
        this.attemptsMax = attemptsMax;
        this.pace = pace;
        this.budget = budget;
        this.accounts = accounts;
        this.sleeper = sleeper;
        this.random = random;
    }

    /**
     * Runs the attempt, which is told its number from 1, until it comes through or must not be made again.
     *
     * @throws FailureException with the failure that tells the caller most
     */
    public <T> T run(Call call, IntFunction<T> attempt) {
        Run<T> run = new Run<>(call, attempt);
        budget.requestBegins();
        try {
            return run.toTheEnd();
        } finally {
            budget.requestEnds();
            if (run.repeating) {
                budget.repeatEnds();
            }
        }
    }

    /** Full jitter: anywhere between nothing and a bound that doubles. */
    private Duration backoff(int made) {
        long bound = Math.min(BACKOFF_MAX.toMillis(), FIRST_BACKOFF.toMillis() << Math.min(made - 1, 10));
        return Duration.ofMillis(random.nextLong(bound + 1));
    }

    private static Optional<Duration> longer(Duration backoff, Optional<Duration> asked) {
        Duration wait = asked.filter(least -> least.compareTo(backoff) > 0).orElse(backoff);
        return wait.compareTo(ASKED_WAIT_MAX) > 0 ? Optional.empty() : Optional.of(wait);
    }

    /** No connection came about, or there was no open file for one: Poe cannot have counted the request. */
    private static boolean neverSent(Failure failure) {
        return switch (failure) {
            case ConnectFailure.NotProcessed refused -> false;
            case ConnectFailure unconnected -> true;
            case GatewayFailure.Overloaded full -> true;
            default -> false;
        };
    }

    /** The attempts of one request. */
    private final class Run<T> {
        private final Call call;
        private final IntFunction<T> attempt;
        private final int most;
        private int refusals;
        private boolean repeating;
        private boolean resent;

        Run(Call call, IntFunction<T> attempt) {
            this.call = call;
            this.attempt = attempt;
            this.most = Math.max(1, attemptsMax - call.priorSends());
        }

        T toTheEnd() {
            FailureException last = null;
            for (int made = 1; ; made++) {
                Permit permit = permit(last);
                try {
                    call.operation()
                            .attempt(
                                    last == null
                                            ? call.operation().beginning()
                                            : last.failure().outcome());
                    return once(permit, made);
                } catch (FailureException failed) {
                    last = failed;
                    Duration pause = pause(failed.failure(), made).orElseThrow(() -> failed);
                    refusals += failed.failure().retry() instanceof Retry.After ? 1 : 0;
                    sleep(pause);
                }
            }
        }

        /** That Poe failed tells more than that there was no room to ask it again. */
        private Permit permit(@Nullable FailureException last) {
            RequestPhase before = call.timeline().enter(RequestPhase.QUEUED);
            try {
                return pace.acquire(call.account(), call.cancellation());
            } catch (FailureException failed) {
                throw last != null && failed.failure() instanceof ClientFailure.Throttled ? last : failed;
            } finally {
                call.timeline().enter(before);
            }
        }

        private T once(Permit permit, int made) {
            boolean sent = true;
            try {
                T answer = attempt.apply(made);
                accounts.accepted(call.account());
                return answer;
            } catch (FailureException failed) {
                sent = !neverSent(failed.failure());
                accounts.refused(call.account(), failed.failure());
                throw failed;
            } finally {
                if (sent) {
                    permit.used();
                }
                permit.close();
            }
        }

        /** How long to wait before the next attempt; empty when there is to be none. */
        private Optional<Duration> pause(Failure failure, int made) {
            if (made >= most || call.cancellation().reason() != null || !isRepeated(failure)) {
                return Optional.empty();
            }
            Optional<Duration> pause = switch (failure.retry()) {
                case Retry.Never never -> Optional.empty();
                case Retry.IfUnsent unsent -> Optional.of(backoff(made));
                case Retry.After after ->
                    refusals < REFUSALS_MAX ? longer(backoff(made), after.atLeast()) : Optional.empty();
            };
            Duration left = call.timeline().totalLeft();
            return pause.filter(some -> some.compareTo(left) < 0 && mayRepeat(failure));
        }

        private boolean isRepeated(Failure failure) {
            return switch (call.repeats()) {
                case OF_WHAT_IS_REFUSED -> true;
                case OF_WHAT_IS_UNSENT -> neverSent(failure);
            };
        }

        /** What Poe did not look at costs it nothing more: that goes out once more however much is being repeated. */
        private boolean mayRepeat(Failure failure) {
            if (failure instanceof ConnectFailure.NotProcessed && !resent) {
                resent = true;
                return true;
            }
            repeating = repeating || budget.repeatBegins();
            return repeating;
        }

        private void sleep(Duration pause) {
            RequestPhase before = call.timeline().enter(RequestPhase.PAUSING);
            try {
                sleeper.sleep(pause, call.cancellation());
            } finally {
                call.timeline().enter(before);
            }
            call.cancellation().check();
        }
    }
}
