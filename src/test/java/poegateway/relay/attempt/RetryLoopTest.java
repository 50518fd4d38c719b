package poegateway.relay.attempt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.RequestTimeline;
import poegateway.core.Sleeper;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.guard.PoeRateLimiter;
import poegateway.meter.Operation;
import poegateway.relay.Operations;

class RetryLoopTest {
    private static final Failure UNSENT = new ConnectFailure.Unreachable("api.poe.com:443", "connection refused");
    private static final Failure NOT_PROCESSED = new ConnectFailure.NotProcessed();
    private static final Failure REFUSED = new PoeRefusal.ServerError("Out of order.");
    private static final Failure FINAL = new ReplyFailure.Closed(false);

    private static final Account ACCOUNT = new Account("default", Optional.empty(), false);

    private final List<Duration> sleeps = new ArrayList<>();
    private final RequestTimeline timeline = RequestTimeline.unlimited(() -> 1);
    private final Cancellation cancellation = timeline.cancellation();
    private final Operation operation = Operations.begin(timeline);
    private final Random random = new Random(1);
    private final LimitsConfig limits = LimitsConfig.defaults();
    private final List<String> accountsTold = new ArrayList<>();
    private final AccountListener accounts = new AccountListener() {
        @Override
        public void accepted(Account account) {
            accountsTold.add("accepted " + account.name());
        }

        @Override
        public void refused(Account account, Failure why) {
            accountsTold.add("refused " + account.name() + " " + why.code());
        }
    };
    private final RetryBudget budget = new RetryBudget(() -> limits);
    private RetryLoop.Repeats repeats = RetryLoop.Repeats.OF_WHAT_IS_REFUSED;
    private int made;

    @Test
    void whatComesThroughIsNotRepeated() {
        assertEquals("answer", attempts(3).run(call(0), number -> "answer"));
        assertEquals(List.of(), sleeps);
    }

    @Test
    void howPoeTakesTheAccountIsToldWithEveryAttempt() {
        attempts(3).run(call(0), number -> {
            if (number < 3) {
                throw new FailureException(number == 1 ? UNSENT : REFUSED);
            }
            return "answer";
        });
        assertEquals(
                List.of("refused default " + UNSENT.code(), "refused default " + REFUSED.code(), "accepted default"),
                accountsTold);
    }

    @Test
    void everyAttemptIsToldItsNumber() {
        List<Integer> numbers = new ArrayList<>();
        assertThrows(
                FailureException.class,
                () -> attempts(4).run(call(0), number -> {
                    numbers.add(number);
                    throw new FailureException(UNSENT);
                }));
        assertEquals(List.of(1, 2, 3, 4), numbers);
    }

    @Test
    void whatWasNeverSentIsSentUpToTheLimit() {
        assertFails(3, 3, UNSENT);
        assertFails(1, 1, UNSENT);
        assertFails(10, 10, UNSENT);
    }

    @Test
    void whatWasNeverSentIsNotCountedByTheRateLimit() {
        PoeRateLimiter limiter = new PoeRateLimiter(limits, () -> 0, (duration, cancelled) -> {});
        RetryLoop loop = new RetryLoop(1, limiter, budget, accounts, (duration, cancelled) -> {}, random);
        long all = limiter.state(ACCOUNT).remaining();
        for (Failure unsent : List.of(UNSENT, new GatewayFailure.Overloaded("the limit of open files (ulimit -n)"))) {
            assertThrows(
                    FailureException.class,
                    () -> loop.run(call(0), number -> {
                        throw new FailureException(unsent);
                    }));
            assertEquals(all, limiter.state(ACCOUNT).remaining(), unsent::code);
        }
        assertThrows(
                FailureException.class,
                () -> loop.run(call(0), number -> {
                    throw new FailureException(FINAL);
                }));
        assertEquals(all - 1, limiter.state(ACCOUNT).remaining());
    }

    @Test
    void aRefusalIsRepeatedOnce() {
        assertFails(10, 2, REFUSED);
        assertFails(1, 1, REFUSED);
    }

    @Test
    void whatMayBeBilledIsNeverRepeated() {
        assertFails(10, 1, FINAL);
    }

    @Test
    void whereOnlyTheUnsentIsRepeatedNoRefusalIsProofEnough() {
        repeats = RetryLoop.Repeats.OF_WHAT_IS_UNSENT;
        assertFails(5, 5, UNSENT);
        for (Failure sent : List.of(REFUSED, NOT_PROCESSED, FINAL, limited(Duration.ofSeconds(1)))) {
            assertFails(5, 1, sent);
        }
    }

    @Test
    void refusalsAndUnsentAttemptsAreCountedApart() {
        assertEquals(4, run(10, UNSENT, REFUSED, UNSENT, REFUSED));
        assertEquals(3, run(10, REFUSED, UNSENT, FINAL));
        assertEquals(3, run(3, UNSENT, REFUSED, UNSENT));
    }

    @Test
    void theWaitThatWasAskedForIsTheLeast() {
        assertFails(3, 2, limited(Duration.ofSeconds(2)));
        assertEquals(List.of(Duration.ofSeconds(2)), sleeps);
    }

    @Test
    void aWaitOf15SecondsIsKeptAndALongerOneIsNot() {
        assertFails(3, 2, limited(Duration.ofSeconds(15)));
        assertFails(3, 1, limited(Duration.ofMillis(15_001)));
        assertFails(3, 1, new PoeRefusal.Throttled("Slow down.", Retry.NEVER));
    }

    @Test
    void pausesLieAnywhereBelowABoundThatDoublesUpTo8Seconds() {
        RandomGenerator highest = new RandomGenerator() {
            @Override
            public long nextLong() {
                return Long.MAX_VALUE;
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
        RetryLoop attempts = attempts(8, (duration, cancelled) -> sleeps.add(duration), highest);
        assertThrows(
                FailureException.class,
                () -> attempts.run(call(0), number -> {
                    throw new FailureException(UNSENT);
                }));
        assertEquals(
                List.of(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L),
                sleeps.stream().map(Duration::toMillis).toList());
    }

    @Test
    void pausesDiffer() {
        for (int round = 0; round < 20; round++) {
            assertFails(3, 3, UNSENT);
        }
        assertTrue(sleeps.stream().distinct().count() > 20, sleeps::toString);
        assertTrue(sleeps.stream().allMatch(pause -> pause.toMillis() <= 500), sleeps::toString);
    }

    @Test
    void whatTheBudgetHasNoRoomForIsNotRepeated() {
        budget.requestBegins();
        budget.repeatBegins();
        budget.repeatBegins();
        assertFails(3, 3, UNSENT); // the third of three
        budget.repeatBegins();
        assertFails(3, 1, UNSENT);
        budget.repeatEnds();
        assertFails(3, 3, UNSENT);
    }

    @Test
    void whatPoeDidNotLookAtGoesOutOnceMoreEvenWhereTheBudgetHasNoRoom() {
        assertFails(3, 3, NOT_PROCESSED);
        for (int repeat = 0; repeat < 3; repeat++) {
            budget.repeatBegins();
        }
        assertFails(3, 2, NOT_PROCESSED);
        assertFails(1, 1, NOT_PROCESSED);
        assertEquals(2, run(5, NOT_PROCESSED, UNSENT));
        budget.repeatEnds();
        assertFails(3, 3, NOT_PROCESSED);
        assertFails(3, 3, UNSENT); // nothing is taken from the budget for good
    }

    @Test
    void aWaitThatIsLongerThanWhatIsLeftOfTheLimitOverAllIsTheCallersToKeep() {
        long[] now = {0};
        TimeLimits limits = GatewayConfig.defaults().timeLimits();
        try (RequestTimeline limited = RequestTimeline.start(new Ticker(() -> now[0]), limits, new Cancellation())) {
            limited.poeBegins();
            now[0] = limits.total().minusSeconds(9).toNanos();
            RetryLoop.Call call = new RetryLoop.Call(
                    Operations.begin(limited), ACCOUNT, limited, 0, RetryLoop.Repeats.OF_WHAT_IS_REFUSED);
            for (int wait : new int[] {8, 9, 12}) {
                int[] times = {0};
                assertThrows(
                        FailureException.class,
                        () -> attempts(3).run(call, number -> {
                            times[0] = number;
                            throw new FailureException(limited(Duration.ofSeconds(wait)));
                        }));
                assertEquals(wait < 9 ? 2 : 1, times[0]);
            }
        }
    }

    @Test
    void everyRequestAddsToTheBudgetWhileItRuns() {
        for (int request = 0; request < 19; request++) {
            budget.requestBegins();
        }
        for (int repeat = 0; repeat < 3; repeat++) {
            budget.repeatBegins();
        }
        assertFails(3, 3, UNSENT); // 20 % of 20
        assertFails(3, 3, UNSENT);
        budget.requestEnds();
        assertFails(3, 1, UNSENT);
    }

    @Test
    void aRequestThatWasGivenUpIsNotRepeated() {
        FailureException thrown = assertThrows(
                FailureException.class,
                () -> attempts(3).run(call(0), number -> {
                    cancellation.cancel(new ClientFailure.CallerGone());
                    throw new FailureException(UNSENT);
                }));
        assertSame(UNSENT, thrown.failure());
        assertEquals(List.of(), sleeps);
    }

    @Test
    void aRequestThatIsGivenUpInThePauseIsNotRepeated() {
        RetryLoop attempts =
                attempts(3, (duration, cancelled) -> cancelled.cancel(new ClientFailure.CallerGone()), new Random(1));
        FailureException thrown = assertThrows(
                FailureException.class,
                () -> attempts.run(call(0), number -> {
                    made = number;
                    throw new FailureException(UNSENT);
                }));
        assertEquals(new ClientFailure.CallerGone(), thrown.failure());
        assertEquals(1, made);
    }

    private RetryLoop attempts(int most) {
        return attempts(most, (duration, cancelled) -> sleeps.add(duration), random);
    }

    private RetryLoop attempts(int most, Sleeper sleeper, RandomGenerator chance) {
        PoeRateLimiter pace = new PoeRateLimiter(limits, () -> 0, sleeper);
        return new RetryLoop(most, pace, budget, accounts, sleeper, chance);
    }

    private RetryLoop.Call call(int priorSends) {
        return new RetryLoop.Call(operation, ACCOUNT, timeline, priorSends, repeats);
    }

    private void assertFails(int most, int times, Failure failure) {
        made = 0;
        FailureException thrown = assertThrows(
                FailureException.class,
                () -> attempts(most).run(call(0), number -> {
                    made = number;
                    throw new FailureException(failure);
                }));
        assertSame(failure, thrown.failure());
        assertEquals(times, made);
    }

    /** How many attempts are made when they fail like this, one after the other. */
    private int run(int most, Failure... failures) {
        made = 0;
        assertThrows(
                FailureException.class,
                () -> attempts(most).run(call(0), number -> {
                    made = number;
                    throw new FailureException(failures[number - 1]);
                }));
        return made;
    }

    private static Failure limited(Duration wait) {
        return new PoeRefusal.Throttled("Slow down.", Retry.after(Optional.of(wait)));
    }
}
