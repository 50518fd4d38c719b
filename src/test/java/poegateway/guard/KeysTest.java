package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import poegateway.config.AuthConfig;
import poegateway.config.AuthConfig.Mode;
import poegateway.config.KeyConfig;
import poegateway.core.AccessFailure;
import poegateway.core.AccessFailure.KeyRefused.Reason;
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.ClientFailure;
import poegateway.core.Failure;
import poegateway.core.Scope;
import poegateway.core.Secret;
import poegateway.rig.Keyring;

class KeysTest {
    private static final String GOOD = Doorman.GOOD;
    private static final String OTHER = Doorman.OTHER;

    @Test
    void withoutKeysThisMachineNeedsNone() {
        Keys keys = new Doorman().keys();
        assertEquals(
                "anybody",
                keys.admit(Set.of(), Scope.API, Doorman.HERE).caller().id());
        assertEquals("anybody", Doorman.enter(keys, "anything").id());
        assertEquals(
                "anybody",
                keys.admit(Set.of("a", "b"), Scope.METRICS, Doorman.HERE)
                        .caller()
                        .id());
        assertTrue(keys.openToThisMachine());
    }

    @Test
    void oneKeyClosesTheGateway() {
        Keys keys = new Doorman().with(GOOD).keys();
        assertEquals(refused(Reason.MISSING), Doorman.refusal(keys));
        assertEquals(refused(Reason.MISSING), Doorman.refusal(keys, Doorman.HERE, Scope.METRICS));
        assertFalse(keys.openToThisMachine());
    }

    @Test
    void outsideThisMachineAKeyIsAskedEvenIfThereIsNone() {
        Keys keys = new Doorman().outside().keys();
        assertEquals(refused(Reason.MISSING), Doorman.refusal(keys));
        assertEquals(refused(Reason.UNKNOWN), Doorman.refusal(keys, OTHER));
    }

    @Test
    void aGoodKeyIsACallerKnownByItsDigest() {
        Caller caller = Doorman.enter(new Doorman().with(GOOD).keys(), GOOD);
        assertEquals(GatewayKey.sha256(GOOD), caller.id());
        assertEquals("ci", caller.name());
        assertEquals(Set.of(Scope.API), caller.scopes());
        assertEquals("default", caller.account().name());
    }

    @Test
    void aKeyMayBeSetUpByItself() {
        KeyConfig plain = new KeyConfig(
                "ci",
                Optional.empty(),
                Optional.of(new Secret("a-key-of-twenty-characters")),
                List.of(Scope.API),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "default",
                false);
        Keys keys = new Doorman().with(plain).keys();
        assertEquals("ci", Doorman.enter(keys, "a-key-of-twenty-characters").name());
    }

    @Test
    void everyKindOfWrongKeyHasItsOwnWords() {
        Doorman doorman = new Doorman()
                .with(GOOD)
                .with(Keyring.expiring("ending", "old", Doorman.START.plusSeconds(10)))
                .with(Keyring.revoked("ended", "gone"));
        Keys keys = doorman.keys();
        assertEquals("ending", Doorman.enter(keys, "old").name());
        doorman.pass(Duration.ofSeconds(10));
        assertEquals(refused(Reason.EXPIRED), Doorman.refusal(keys, "old"));
        assertEquals(refused(Reason.REVOKED), Doorman.refusal(keys, "gone"));
        assertEquals(refused(Reason.UNKNOWN), Doorman.refusal(keys, OTHER));
        doorman.pass(Duration.ofMinutes(1));
        assertEquals(refused(Reason.DAMAGED), Doorman.refusal(keys, Keyring.damaged(GOOD)));
        assertEquals(refused(Reason.CONTRADICTORY), Doorman.refusal(keys, "foreign", OTHER));
    }

    @Test
    void aForeignKeyBesideAGoodOneDoesNotMatterAndIsNoFailedAttempt() {
        Keys keys = new Doorman().with(GOOD).keys();
        for (int i = 0; i < 10 * Doorman.FAILURES; i++) {
            assertEquals(
                    "ci",
                    keys.admit(Set.of("sk-of-another-service", GOOD), Scope.API, Doorman.HERE)
                            .caller()
                            .name());
        }
        assertEquals(refused(Reason.UNKNOWN), Doorman.refusal(keys, OTHER));
    }

    @Test
    void theFaultOfTheOneThatIsOursIsTold() {
        Keys keys =
                new Doorman().with(GOOD).with(Keyring.revoked("ended", "gone")).keys();
        assertEquals(refused(Reason.REVOKED), Doorman.refusal(keys, "gone", "sk-of-another-service"));
        assertEquals(refused(Reason.CONTRADICTORY), Doorman.refusal(keys, GOOD, "gone"));
    }

    @Test
    void twoThatAreOursContradictEachOtherAndMoreThanTwoAreNotLookedAt() {
        Keys keys = new Doorman()
                .with(GOOD)
                .with(Keyring.known("other", OTHER, Scope.API))
                .keys();
        assertEquals(refused(Reason.CONTRADICTORY), Doorman.refusal(keys, GOOD, OTHER));
        Keys more = new Doorman().with(GOOD).keys();
        assertEquals(refused(Reason.CONTRADICTORY), Doorman.refusal(more, GOOD, "a", "b"));
    }

    @Test
    void everyWrongKeyOfARequestCounts() {
        Keys keys = new Doorman().with(GOOD).keys();
        assertEquals(refused(Reason.CONTRADICTORY), Doorman.refusal(keys, "a", "b", "c"));
        assertInstanceOf(ClientFailure.Throttled.class, Doorman.refusal(keys, OTHER));
    }

    @Test
    void theModelsOfAKeyBelongToItsCaller() {
        Keys keys =
                new Doorman().with(Keyring.forModels("ci", GOOD, "claude-*")).keys();
        assertEquals(
                new AllowedModels(List.of("claude-*")),
                Doorman.enter(keys, GOOD).models());
        assertTrue(Doorman.enter(new Doorman().with(GOOD).keys(), GOOD).models().all());
        assertTrue(Doorman.enter(new Doorman().keys(), "any").models().all());
        assertTrue(Doorman.enter(new Doorman().mode(Mode.POE_KEY).keys(), "poe-key-of-alice")
                .models()
                .all());
    }

    @Test
    void preparedKeysHoldWhenTheyArePutIntoForceAndNotBefore() {
        Doorman doorman = new Doorman().with(GOOD);
        Keys keys = doorman.keys();
        Runnable intoForce = keys.prepare(doorman.auth(), List.of(Keyring.known("new", OTHER, Scope.API)));
        assertEquals("ci", Doorman.enter(keys, GOOD).name());
        intoForce.run();
        assertEquals("new", Doorman.enter(keys, OTHER).name());
        assertEquals(refused(Reason.UNKNOWN), Doorman.refusal(keys, GOOD));
    }

    @Test
    void whoAsksAndWhoCanReachIsTold() {
        assertFalse(new Doorman().keys().asks());
        assertTrue(new Doorman().with(GOOD).keys().asks());
        assertTrue(new Doorman().mode(Mode.POE_KEY).keys().asks());
        assertTrue(new Doorman().keys().onLoopback());
        assertFalse(new Doorman().outside().keys().onLoopback());
        assertFalse(new Doorman().mode(Mode.POE_KEY).keys().openToThisMachine());
    }

    @Test
    void theQuotaOfAKeyIsItsOwnAndThatOfAnybodyHangsOnTheAddress() {
        Keys keys = new Doorman().with(Keyring.limited("ci", GOOD, 60, 4)).keys();
        Admission admission = keys.admit(Set.of(GOOD), Scope.API, Doorman.HERE);
        assertEquals(Admission.LimitedBy.KEY, admission.limitedBy());
        assertEquals(Optional.of(60), admission.requestsPerMinute());
        assertEquals(Optional.of(4), admission.concurrentStreams());
        assertEquals(
                Admission.LimitedBy.ADDRESS,
                new Doorman().keys().admit(Set.of(), Scope.API, Doorman.HERE).limitedBy());
        assertEquals(
                Admission.LimitedBy.KEY,
                new Doorman()
                        .mode(Mode.POE_KEY)
                        .keys()
                        .admit(Set.of("poe-key"), Scope.API, Doorman.HERE)
                        .limitedBy());
    }

    @Test
    void aKeyOpensWhatItsScopesSay() {
        Keys keys = new Doorman()
                .with(GOOD)
                .with(Keyring.known("prometheus", OTHER, Scope.METRICS))
                .keys();
        assertEquals(new AccessFailure.MissingScope(Scope.METRICS), metricsRefusal(keys, GOOD));
        assertEquals(new AccessFailure.MissingScope(Scope.API), Doorman.refusal(keys, OTHER));
        assertEquals(
                "prometheus",
                keys.admit(Set.of(OTHER), Scope.METRICS, Doorman.HERE).caller().name());
    }

    @Test
    void newKeysHoldAtOnceAndOldOnesEnd() {
        Doorman doorman = new Doorman().with(GOOD);
        Keys keys = doorman.keys();
        keys.replace(doorman.auth(), List.of(Keyring.known("ci", OTHER, Scope.API)));
        assertEquals("ci", Doorman.enter(keys, OTHER).name());
        assertEquals(refused(Reason.UNKNOWN), Doorman.refusal(keys, GOOD));
    }

    @Test
    void losingTheLastKeyDoesNotOpenTheGateway() {
        Doorman doorman = new Doorman().with(GOOD);
        Keys keys = doorman.keys();
        keys.replace(doorman.auth(), List.of());
        assertEquals(refused(Reason.MISSING), Doorman.refusal(keys));
        assertEquals(
                refused(Reason.REVOKED),
                Doorman.refusal(new Doorman().with(Keyring.revoked("ci", GOOD)).keys(), GOOD));
    }

    @Test
    void openIsOpenButNotForMetricsOnceKeysExist() {
        Keys keys = new Doorman().mode(Mode.OPEN).with(GOOD).keys();
        assertEquals("anybody", Doorman.enter(keys, OTHER).id());
        assertEquals(refused(Reason.MISSING), Doorman.refusal(keys, Doorman.HERE, Scope.METRICS));
        assertEquals(new AccessFailure.MissingScope(Scope.METRICS), metricsRefusal(keys, GOOD));
    }

    @Test
    void openOutsideThisMachineMustBeMeant() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new Doorman().outside().mode(Mode.OPEN).keys());
        assertTrue(String.valueOf(refusal.getMessage()).contains("--insecure"));
        Keys keys = new Doorman().outside().insecure().mode(Mode.OPEN).keys();
        assertEquals("anybody", Doorman.enter(keys, "anything").id());
        assertEquals(
                "anybody",
                Doorman.enter(new Doorman().outside().insecure().keys(), "anything")
                        .id());
        assertEquals(refused(Reason.MISSING), Doorman.refusal(keys, Doorman.HERE, Scope.METRICS));
        assertFalse(keys.openToThisMachine());
    }

    @Test
    void aChangeThatWouldOpenTheGatewayToAllChangesNothing() {
        Doorman doorman = new Doorman().outside().with(GOOD);
        Keys keys = doorman.keys();
        AuthConfig open = doorman.mode(Mode.OPEN).auth();
        assertThrows(IllegalArgumentException.class, () -> keys.replace(open, List.of()));
        assertEquals("ci", Doorman.enter(keys, GOOD).name());
    }

    @Test
    void aKeyOfPoeTravelsInTheAccountOfItsOwner() {
        Keys keys = new Doorman().mode(Mode.POE_KEY).keys();
        Caller caller = Doorman.enter(keys, "poe-key-of-alice");
        assertEquals(GatewayKey.sha256("poe-key-of-alice"), caller.id());
        assertEquals("poe-key", caller.name());
        assertTrue(caller.account().callersOwn());
        assertEquals("poe-key-of-alice", caller.account().key().orElseThrow().reveal());
        assertFalse(caller.toString().contains("alice"), caller::toString);
        assertFalse(caller.account()
                .name()
                .equals(Doorman.enter(keys, "of-bob").account().name()));
    }

    @Test
    void aKeyOfTheGatewayIsNeverTakenForOneOfPoe() {
        Keys keys = new Doorman()
                .mode(Mode.POE_KEY)
                .with(Keyring.known("ci", "by-hand-0123456789-abc", Scope.METRICS))
                .keys();
        assertEquals(refused(Reason.OF_GATEWAY), Doorman.refusal(keys, GOOD));
        assertEquals(refused(Reason.OF_GATEWAY), Doorman.refusal(keys, "by-hand-0123456789-abc"));
        assertEquals(refused(Reason.OF_POE_MISSING), Doorman.refusal(keys));
        assertEquals(refused(Reason.OF_POE_DAMAGED), Doorman.refusal(keys, "schlüssel"));
        assertEquals(refused(Reason.CONTRADICTORY), Doorman.refusal(keys, "a", "b"));
        assertEquals(
                "ci",
                keys.admit(Set.of("by-hand-0123456789-abc"), Scope.METRICS, Doorman.HERE)
                        .caller()
                        .name());
    }

    private static Failure metricsRefusal(Keys keys, String key) {
        return Doorman.refusal(keys, Doorman.HERE, Scope.METRICS, key);
    }

    private static AccessFailure refused(Reason reason) {
        return new AccessFailure.KeyRefused(reason);
    }
}
