package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import poegateway.core.Scope;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;

class FailedKeyLimiterTest {
    private final KeysFixture fixture = new KeysFixture().with(KeysFixture.GOOD);
    private final KeyRegistry keys = fixture.keys();

    @Test
    void afterSoManyWrongKeysTheAddressWaitsUntilTheMinuteIsOver() {
        failOften(KeysFixture.HERE);
        fixture.pass(Duration.ofSeconds(20));
        Duration wait = throttled(KeysFixture.refusal(keys, KeysFixture.OTHER)).untilRoom();
        assertEquals(Duration.ofSeconds(40), wait);
        fixture.pass(wait.minusNanos(1));
        throttled(KeysFixture.refusal(keys, KeysFixture.OTHER));
        fixture.pass(Duration.ofNanos(1));
        assertInstanceOf(AccessFailure.KeyRefused.class, KeysFixture.refusal(keys, KeysFixture.OTHER));
    }

    @Test
    void everyMinuteHasItsOwnCount() {
        for (int minute = 0; minute < 5; minute++) {
            failOften(KeysFixture.HERE);
            throttled(KeysFixture.refusal(keys, KeysFixture.OTHER));
            fixture.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void theMinuteBeginsWithTheFirstWrongKey() {
        assertInstanceOf(AccessFailure.KeyRefused.class, KeysFixture.refusal(keys, KeysFixture.OTHER));
        fixture.pass(Duration.ofSeconds(59));
        for (int i = 1; i < KeysFixture.FAILURES; i++) {
            assertInstanceOf(AccessFailure.KeyRefused.class, KeysFixture.refusal(keys, KeysFixture.OTHER));
        }
        assertEquals(
                Duration.ofSeconds(1),
                throttled(KeysFixture.refusal(keys, KeysFixture.OTHER)).untilRoom());
    }

    @Test
    void thisMachineIsOneAddressByIpv6Too() {
        InetAddress loopback = InetAddress.ofLiteral("::1");
        failOften(loopback);
        throttled(KeysFixture.refusal(keys, loopback, Scope.API, KeysFixture.OTHER));
        assertInstanceOf(
                AccessFailure.KeyRefused.class,
                KeysFixture.refusal(keys, InetAddress.ofLiteral("::2"), Scope.API, KeysFixture.OTHER));
    }

    @Test
    void otherAddressesGoOn() {
        failOften(KeysFixture.HERE);
        Failure there = KeysFixture.refusal(keys, KeysFixture.THERE, Scope.API, KeysFixture.OTHER);
        assertInstanceOf(AccessFailure.KeyRefused.class, there);
        keys.admit(Set.of(KeysFixture.GOOD), Scope.API, KeysFixture.THERE);
    }

    @Test
    void rightKeysDoNotCountAndNeitherDoRequestsWithoutOne() {
        for (int i = 0; i < 10 * KeysFixture.FAILURES; i++) {
            KeysFixture.enter(keys, KeysFixture.GOOD);
            assertInstanceOf(AccessFailure.KeyRefused.class, KeysFixture.refusal(keys));
            assertInstanceOf(
                    AccessFailure.MissingScope.class,
                    KeysFixture.refusal(keys, KeysFixture.HERE, Scope.METRICS, KeysFixture.GOOD));
        }
        assertInstanceOf(AccessFailure.KeyRefused.class, KeysFixture.refusal(keys, KeysFixture.OTHER));
    }

    @Test
    void aKeyThatWorkedFromTheAddressGoesOnWorkingThere() {
        KeysFixture.enter(keys, KeysFixture.GOOD);
        failOften(KeysFixture.HERE);
        KeysFixture.enter(keys, KeysFixture.GOOD);
        keys.replace(fixture.auth(), fixture.auth().keys());
        KeysFixture.enter(keys, KeysFixture.GOOD);
    }

    @Test
    void aKeyThatWorkedFromAnIpv6NetworkGoesOnWorkingInAllOfIt() {
        keys.admit(Set.of(KeysFixture.GOOD), Scope.API, InetAddress.ofLiteral("2001:db8::1"));
        failOften(InetAddress.ofLiteral("2001:db8::99"));
        keys.admit(Set.of(KeysFixture.GOOD), Scope.API, InetAddress.ofLiteral("2001:db8::2"));
    }

    @Test
    void aRightGuessDoesNotHelpWhoHasToWait() {
        failOften(KeysFixture.HERE);
        throttled(KeysFixture.refusal(keys, KeysFixture.GOOD));
    }

    @Test
    void addressesOfOneIpv6NetworkCountTogether() {
        for (int i = 0; i < KeysFixture.FAILURES; i++) {
            InetAddress another = InetAddress.ofLiteral("2001:db8:0:1::" + (i + 1));
            KeysFixture.refusal(keys, another, Scope.API, KeysFixture.OTHER);
        }
        throttled(
                KeysFixture.refusal(keys, InetAddress.ofLiteral("2001:db8:0:1:ffff::9"), Scope.API, KeysFixture.OTHER));
        assertInstanceOf(
                AccessFailure.KeyRefused.class,
                KeysFixture.refusal(keys, InetAddress.ofLiteral("2001:db8:0:2::1"), Scope.API, KeysFixture.OTHER));
    }

    private void failOften(InetAddress from) {
        for (int i = 0; i < KeysFixture.FAILURES; i++) {
            assertInstanceOf(
                    AccessFailure.KeyRefused.class, KeysFixture.refusal(keys, from, Scope.API, KeysFixture.OTHER));
        }
    }

    private static ClientFailure.Throttled throttled(Failure failure) {
        return assertInstanceOf(ClientFailure.Throttled.class, failure);
    }
}
