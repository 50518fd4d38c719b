package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import poegateway.core.AccessFailure;
import poegateway.core.ClientFailure;
import poegateway.core.Failure;
import poegateway.core.Scope;

class WrongKeysTest {
    private final Doorman doorman = new Doorman().with(Doorman.GOOD);
    private final Keys keys = doorman.keys();

    @Test
    void afterSoManyWrongKeysTheAddressWaitsUntilTheMinuteIsOver() {
        failOften(Doorman.HERE);
        doorman.pass(Duration.ofSeconds(20));
        Duration wait = throttled(Doorman.refusal(keys, Doorman.OTHER)).untilRoom();
        assertEquals(Duration.ofSeconds(40), wait);
        doorman.pass(wait.minusNanos(1));
        throttled(Doorman.refusal(keys, Doorman.OTHER));
        doorman.pass(Duration.ofNanos(1));
        assertInstanceOf(AccessFailure.KeyRefused.class, Doorman.refusal(keys, Doorman.OTHER));
    }

    @Test
    void everyMinuteHasItsOwnCount() {
        for (int minute = 0; minute < 5; minute++) {
            failOften(Doorman.HERE);
            throttled(Doorman.refusal(keys, Doorman.OTHER));
            doorman.pass(Duration.ofMinutes(1));
        }
    }

    @Test
    void theMinuteBeginsWithTheFirstWrongKey() {
        assertInstanceOf(AccessFailure.KeyRefused.class, Doorman.refusal(keys, Doorman.OTHER));
        doorman.pass(Duration.ofSeconds(59));
        for (int i = 1; i < Doorman.FAILURES; i++) {
            assertInstanceOf(AccessFailure.KeyRefused.class, Doorman.refusal(keys, Doorman.OTHER));
        }
        assertEquals(
                Duration.ofSeconds(1),
                throttled(Doorman.refusal(keys, Doorman.OTHER)).untilRoom());
    }

    @Test
    void thisMachineIsOneAddressByIpv6Too() {
        InetAddress loopback = InetAddress.ofLiteral("::1");
        failOften(loopback);
        throttled(Doorman.refusal(keys, loopback, Scope.API, Doorman.OTHER));
        assertInstanceOf(
                AccessFailure.KeyRefused.class,
                Doorman.refusal(keys, InetAddress.ofLiteral("::2"), Scope.API, Doorman.OTHER));
    }

    @Test
    void otherAddressesGoOn() {
        failOften(Doorman.HERE);
        Failure there = Doorman.refusal(keys, Doorman.THERE, Scope.API, Doorman.OTHER);
        assertInstanceOf(AccessFailure.KeyRefused.class, there);
        keys.admit(Set.of(Doorman.GOOD), Scope.API, Doorman.THERE);
    }

    @Test
    void rightKeysDoNotCountAndNeitherDoRequestsWithoutOne() {
        for (int i = 0; i < 10 * Doorman.FAILURES; i++) {
            Doorman.enter(keys, Doorman.GOOD);
            assertInstanceOf(AccessFailure.KeyRefused.class, Doorman.refusal(keys));
            assertInstanceOf(
                    AccessFailure.MissingScope.class, Doorman.refusal(keys, Doorman.HERE, Scope.METRICS, Doorman.GOOD));
        }
        assertInstanceOf(AccessFailure.KeyRefused.class, Doorman.refusal(keys, Doorman.OTHER));
    }

    @Test
    void aKeyThatWorkedFromTheAddressGoesOnWorkingThere() {
        Doorman.enter(keys, Doorman.GOOD);
        failOften(Doorman.HERE);
        Doorman.enter(keys, Doorman.GOOD);
        keys.replace(doorman.auth(), doorman.auth().keys());
        Doorman.enter(keys, Doorman.GOOD);
    }

    @Test
    void aKeyThatWorkedFromAnIpv6NetworkGoesOnWorkingInAllOfIt() {
        keys.admit(Set.of(Doorman.GOOD), Scope.API, InetAddress.ofLiteral("2001:db8::1"));
        failOften(InetAddress.ofLiteral("2001:db8::99"));
        keys.admit(Set.of(Doorman.GOOD), Scope.API, InetAddress.ofLiteral("2001:db8::2"));
    }

    @Test
    void aRightGuessDoesNotHelpWhoHasToWait() {
        failOften(Doorman.HERE);
        throttled(Doorman.refusal(keys, Doorman.GOOD));
    }

    @Test
    void addressesOfOneIpv6NetworkCountTogether() {
        for (int i = 0; i < Doorman.FAILURES; i++) {
            InetAddress another = InetAddress.ofLiteral("2001:db8:0:1::" + (i + 1));
            Doorman.refusal(keys, another, Scope.API, Doorman.OTHER);
        }
        throttled(Doorman.refusal(keys, InetAddress.ofLiteral("2001:db8:0:1:ffff::9"), Scope.API, Doorman.OTHER));
        assertInstanceOf(
                AccessFailure.KeyRefused.class,
                Doorman.refusal(keys, InetAddress.ofLiteral("2001:db8:0:2::1"), Scope.API, Doorman.OTHER));
    }

    private void failOften(InetAddress from) {
        for (int i = 0; i < Doorman.FAILURES; i++) {
            assertInstanceOf(AccessFailure.KeyRefused.class, Doorman.refusal(keys, from, Scope.API, Doorman.OTHER));
        }
    }

    private static ClientFailure.Throttled throttled(Failure failure) {
        return assertInstanceOf(ClientFailure.Throttled.class, failure);
    }
}
