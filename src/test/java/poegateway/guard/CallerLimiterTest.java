package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import poegateway.config.LimitsConfig;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;

class CallerLimiterTest {
    private static final int NONE = 0;
    private static final Account ACCOUNT = new Account("default", Optional.empty(), false);

    private long nanos = 1;
    private final CallerLimiter quota = new CallerLimiter(general(NONE, NONE), () -> nanos);

    @Test
    void withoutALimitNothingIsCounted() {
        CallerLimits allowance = quota.of(key("ci", NONE, NONE), KeysFixture.HERE);
        for (int i = 0; i < 10_000; i++) {
            allowance.takeRequest();
        }
        assertEquals(Optional.empty(), allowance.state());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10, 60, 500})
    void whoKeepsToTheLimitIsNeverRefusedAndNoMinuteSeesAFifthMore(int perMinute) {
        for (int request = 0; request < 3 * perMinute; request++) {
            assertTrue(take(perMinute), "refused: request " + request);
            nanos += Math.ceilDiv(Duration.ofMinutes(1).toNanos(), (long) perMinute);
        }
        nanos += Duration.ofMinutes(5).toNanos();
        int taken = 0;
        for (int tenths = 0; tenths < 600; tenths++) {
            while (take(perMinute)) {
                taken++;
            }
            nanos += Duration.ofMillis(100).toNanos();
        }
        int most = perMinute + Math.min(perMinute - 1, Math.ceilDiv(perMinute, 5));
        assertTrue(perMinute <= taken && taken <= most, taken + " in a minute of " + perMinute);
    }

    @Test
    void theWaitIsTrue() {
        while (take(60)) {
            nanos += 1;
        }
        Duration wait = throttled(() -> of(60).takeRequest()).untilRoom();
        nanos += wait.toNanos() - 2;
        throttled(() -> of(60).takeRequest());
        nanos += 2;
        of(60).takeRequest();
    }

    @Test
    void theStateSaysHowItStands() {
        of(60).takeRequest();
        RateState state = of(60).state().orElseThrow();
        assertEquals(60, state.perMinute());
        assertEquals(12, state.remaining());
        assertTrue(state.untilFull().isPositive());
    }

    @Test
    void streamsAreCountedUntilTheyAreClosed() {
        CallerLimits allowance = quota.of(key("ci", NONE, 2), KeysFixture.HERE);
        CallerLimits.StreamSlot first = allowance.openStream();
        CallerLimits.StreamSlot second = allowance.openStream();
        ClientFailure.Throttled refusal = throttled(allowance::openStream);
        assertEquals(Duration.ofSeconds(1), refusal.untilRoom());
        assertTrue(refusal.message().contains("2 streams at once for the key 'ci'"), refusal::message);
        first.close();
        first.close();
        CallerLimits.StreamSlot third = allowance.openStream();
        throttled(allowance::openStream);
        assertEquals(2, quota.openStreams());
        second.close();
        third.close();
        assertEquals(0, quota.openStreams());
    }

    @Test
    void aStreamThatIsRefusedCostsNoRequest() {
        CallerLimits allowance = quota.of(key("ci", 60, 1), KeysFixture.HERE);
        allowance.takeRequest();
        CallerLimits.StreamSlot open = allowance.openStream();
        for (int i = 0; i < 100; i++) {
            allowance.takeRequest();
            throttled(allowance::openStream);
        }
        assertEquals(12, allowance.state().orElseThrow().remaining());
        open.close();
        allowance.takeRequest();
        allowance.openStream().close();
        assertEquals(11, allowance.state().orElseThrow().remaining());
    }

    /** The limit goes between the look at the bucket and the words about the limit. */
    @Test
    void aLimitThatGoesWhileARequestIsTurnedAwayIsNoFault() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        LongSupplier clock = () -> {
            meanwhile.get().run();
            return nanos;
        };
        CallerLimits allowance = new CallerLimits("the key 'ci'", clock, new AtomicInteger());
        allowance.limit(new CallerLimits.Limits(Optional.of(1), Optional.empty()));
        allowance.takeRequest();
        meanwhile.set(() -> {
            meanwhile.set(() -> {});
            allowance.limit(CallerLimits.Limits.NONE);
        });
        String told = throttled(allowance::takeRequest).message();
        assertTrue(told.contains("1 request a minute for the key 'ci'"), told);
        allowance.takeRequest();
    }

    @Test
    void streamsAreCountedOverAllCallersWithAndWithoutALimit() {
        CallerLimits.StreamSlot limited =
                quota.of(key("ci", NONE, 2), KeysFixture.HERE).openStream();
        CallerLimits.StreamSlot free =
                quota.of(key("other", NONE, NONE), KeysFixture.HERE).openStream();
        assertEquals(2, quota.openStreams());
        limited.close();
        free.close();
        assertEquals(0, quota.openStreams());
    }

    @Test
    void theGeneralLimitsHoldForKeysWithoutTheirOwn() {
        quota.change(general(60, 1));
        CallerLimits allowance = quota.of(key("ci", NONE, NONE), KeysFixture.HERE);
        assertEquals(60, allowance.state().orElseThrow().perMinute());
        allowance.openStream();
        throttled(allowance::openStream);
    }

    @Test
    void aKeysOwnLimitBeatsTheGeneralOne() {
        quota.change(general(1, 1));
        CallerLimits allowance = quota.of(key("ci", 500, 3), KeysFixture.HERE);
        List<CallerLimits.StreamSlot> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            allowance.takeRequest();
            open.add(allowance.openStream());
        }
        CallerLimits other = quota.of(key("other", NONE, NONE), KeysFixture.HERE);
        open.add(other.openStream());
        throttled(other::openStream);
        open.forEach(CallerLimits.StreamSlot::close);
    }

    @Test
    void aChangedLimitHoldsAtOnceAndForgetsNothing() {
        assertTrue(take(1));
        assertTrue(!take(1));
        assertTrue(!take(2));
        nanos += Duration.ofSeconds(30).toNanos();
        assertTrue(take(2));
        assertEquals(
                Optional.empty(),
                quota.of(key("ci", NONE, NONE), KeysFixture.HERE).state());
    }

    @Test
    void aChangedLimitIsThatOfTheSameBucket() {
        of(1).takeRequest();
        RateState changed = of(600).state().orElseThrow();
        assertEquals(600, changed.perMinute());
        assertEquals(0, changed.remaining());
        nanos += Duration.ofSeconds(1).toNanos();
        assertEquals(10, of(600).state().orElseThrow().remaining());
    }

    @Test
    void callersWithoutAKeyAreCountedByAddress() {
        quota.change(general(1, NONE));
        Admission anybody = Admission.withoutLimitsOfItsOwn(Caller.anybody(ACCOUNT), Admission.LimitedBy.ADDRESS);
        quota.of(anybody, KeysFixture.HERE).takeRequest();
        ClientFailure.Throttled refusal =
                throttled(() -> quota.of(anybody, KeysFixture.HERE).takeRequest());
        assertTrue(refusal.message().contains("one address"), refusal::message);
        quota.of(anybody, KeysFixture.THERE).takeRequest();
        quota.of(anybody, InetAddress.ofLiteral("2001:db8::1")).takeRequest();
        throttled(() -> quota.of(anybody, InetAddress.ofLiteral("2001:db8::2")).takeRequest());
    }

    private boolean take(int perMinute) {
        try {
            of(perMinute).takeRequest();
            return true;
        } catch (FailureException none) {
            return false;
        }
    }

    private CallerLimits of(int perMinute) {
        return quota.of(key("ci", perMinute, NONE), KeysFixture.HERE);
    }

    private static ClientFailure.Throttled throttled(Runnable taking) {
        return (ClientFailure.Throttled)
                assertThrows(FailureException.class, taking::run).failure();
    }

    private static Admission key(String name, int requests, int streams) {
        Caller caller = new Caller(GatewayKey.sha256(name), name, Set.of(Scope.API), ACCOUNT, AllowedModels.ALL);
        return new Admission(caller, Admission.LimitedBy.KEY, limit(requests), limit(streams));
    }

    private static Optional<Integer> limit(int limit) {
        return limit == NONE ? Optional.empty() : Optional.of(limit);
    }

    private static LimitsConfig general(int requests, int streams) {
        return new LimitsConfig(
                500, 50, Duration.ofSeconds(20), 200, limit(requests), limit(streams), Optional.empty(), 20, 3);
    }
}
