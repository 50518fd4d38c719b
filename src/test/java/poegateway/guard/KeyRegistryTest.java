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
import poegateway.core.AllowedModels;
import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.core.failure.AccessFailure;
import poegateway.core.failure.AccessFailure.KeyRefused.Reason;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.text.Secret;
import poegateway.rig.Keyring;

class KeyRegistryTest {
    private static final String GOOD = KeysFixture.GOOD;
    private static final String OTHER = KeysFixture.OTHER;

    @Test
    void withoutKeysThisMachineNeedsNone() {
        KeyRegistry keys = new KeysFixture().keys();
        assertEquals(
                "anybody",
                keys.admit(Set.of(), Scope.API, KeysFixture.HERE).caller().id());
        assertEquals("anybody", KeysFixture.enter(keys, "anything").id());
        assertEquals(
                "anybody",
                keys.admit(Set.of("a", "b"), Scope.METRICS, KeysFixture.HERE)
                        .caller()
                        .id());
        assertTrue(keys.openToThisMachine());
    }

    @Test
    void whatChangesTheGatewayNeedsAKeyUnlessThisMachineAloneReachesIt() {
        KeyRegistry here = new KeysFixture().keys();
        Caller anybody = here.admit(Set.of(), Scope.API, KeysFixture.HERE).caller();
        assertEquals(Set.of(Scope.values()), anybody.scopes());
        assertEquals(
                anybody, here.admit(Set.of(), Scope.ADMIN, KeysFixture.HERE).caller());
        for (KeysFixture open : List.of(
                new KeysFixture().outside().insecure().mode(Mode.OPEN),
                new KeysFixture().with(GOOD).mode(Mode.OPEN))) {
            KeyRegistry keys = open.keys();
            assertEquals(
                    Set.of(Scope.API),
                    keys.admit(Set.of(), Scope.API, KeysFixture.HERE).caller().scopes());
            assertEquals(refused(Reason.MISSING), KeysFixture.refusal(keys, KeysFixture.HERE, Scope.ADMIN));
        }
        KeyRegistry payers = new KeysFixture().mode(Mode.POE_KEY).keys();
        assertEquals(refused(Reason.MISSING), KeysFixture.refusal(payers, KeysFixture.HERE, Scope.ADMIN));
    }

    @Test
    void oneKeyClosesTheGateway() {
        KeyRegistry keys = new KeysFixture().with(GOOD).keys();
        assertEquals(refused(Reason.MISSING), KeysFixture.refusal(keys));
        assertEquals(refused(Reason.MISSING), KeysFixture.refusal(keys, KeysFixture.HERE, Scope.METRICS));
        assertFalse(keys.openToThisMachine());
    }

    @Test
    void outsideThisMachineAKeyIsAskedEvenIfThereIsNone() {
        KeyRegistry keys = new KeysFixture().outside().keys();
        assertEquals(refused(Reason.MISSING), KeysFixture.refusal(keys));
        assertEquals(refused(Reason.UNKNOWN), KeysFixture.refusal(keys, OTHER));
    }

    @Test
    void aGoodKeyIsACallerKnownByItsDigest() {
        Caller caller = KeysFixture.enter(new KeysFixture().with(GOOD).keys(), GOOD);
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
                Optional.empty(),
                "default",
                false);
        KeyRegistry keys = new KeysFixture().with(plain).keys();
        assertEquals("ci", KeysFixture.enter(keys, "a-key-of-twenty-characters").name());
    }

    @Test
    void everyKindOfWrongKeyHasItsOwnWords() {
        KeysFixture fixture = new KeysFixture()
                .with(GOOD)
                .with(Keyring.expiring("ending", "old", KeysFixture.START.plusSeconds(10)))
                .with(Keyring.revoked("ended", "gone"));
        KeyRegistry keys = fixture.keys();
        assertEquals("ending", KeysFixture.enter(keys, "old").name());
        fixture.pass(Duration.ofSeconds(10));
        assertEquals(refused(Reason.EXPIRED), KeysFixture.refusal(keys, "old"));
        assertEquals(refused(Reason.REVOKED), KeysFixture.refusal(keys, "gone"));
        assertEquals(refused(Reason.UNKNOWN), KeysFixture.refusal(keys, OTHER));
        fixture.pass(Duration.ofMinutes(1));
        assertEquals(refused(Reason.DAMAGED), KeysFixture.refusal(keys, Keyring.damaged(GOOD)));
        assertEquals(refused(Reason.CONTRADICTORY), KeysFixture.refusal(keys, "foreign", OTHER));
    }

    @Test
    void aForeignKeyBesideAGoodOneDoesNotMatterAndIsNoFailedAttempt() {
        KeyRegistry keys = new KeysFixture().with(GOOD).keys();
        for (int i = 0; i < 10 * KeysFixture.FAILURES; i++) {
            assertEquals(
                    "ci",
                    keys.admit(Set.of("sk-of-another-service", GOOD), Scope.API, KeysFixture.HERE)
                            .caller()
                            .name());
        }
        assertEquals(refused(Reason.UNKNOWN), KeysFixture.refusal(keys, OTHER));
    }

    @Test
    void theFaultOfTheOneThatIsOursIsTold() {
        KeyRegistry keys = new KeysFixture()
                .with(GOOD)
                .with(Keyring.revoked("ended", "gone"))
                .keys();
        assertEquals(refused(Reason.REVOKED), KeysFixture.refusal(keys, "gone", "sk-of-another-service"));
        assertEquals(refused(Reason.CONTRADICTORY), KeysFixture.refusal(keys, GOOD, "gone"));
    }

    @Test
    void twoThatAreOursContradictEachOtherAndMoreThanTwoAreNotLookedAt() {
        KeyRegistry keys = new KeysFixture()
                .with(GOOD)
                .with(Keyring.known("other", OTHER, Scope.API))
                .keys();
        assertEquals(refused(Reason.CONTRADICTORY), KeysFixture.refusal(keys, GOOD, OTHER));
        KeyRegistry more = new KeysFixture().with(GOOD).keys();
        assertEquals(refused(Reason.CONTRADICTORY), KeysFixture.refusal(more, GOOD, "a", "b"));
    }

    @Test
    void everyWrongKeyOfARequestCounts() {
        KeyRegistry keys = new KeysFixture().with(GOOD).keys();
        assertEquals(refused(Reason.CONTRADICTORY), KeysFixture.refusal(keys, "a", "b", "c"));
        assertInstanceOf(ClientFailure.Throttled.class, KeysFixture.refusal(keys, OTHER));
    }

    @Test
    void theModelsOfAKeyBelongToItsCaller() {
        KeyRegistry keys = new KeysFixture()
                .with(Keyring.forModels("ci", GOOD, "claude-*"))
                .keys();
        assertEquals(
                new AllowedModels(List.of("claude-*")),
                KeysFixture.enter(keys, GOOD).models());
        assertTrue(KeysFixture.enter(new KeysFixture().with(GOOD).keys(), GOOD)
                .models()
                .all());
        assertTrue(KeysFixture.enter(new KeysFixture().keys(), "any").models().all());
        assertTrue(KeysFixture.enter(new KeysFixture().mode(Mode.POE_KEY).keys(), "poe-key-of-alice")
                .models()
                .all());
    }

    @Test
    void preparedKeysHoldWhenTheyArePutIntoForceAndNotBefore() {
        KeysFixture fixture = new KeysFixture().with(GOOD);
        KeyRegistry keys = fixture.keys();
        Runnable intoForce =
                keys.prepare(fixture.auth(), List.of(Keyring.known("new", OTHER, Scope.API)), KeysFixture::account);
        assertEquals("ci", KeysFixture.enter(keys, GOOD).name());
        intoForce.run();
        assertEquals("new", KeysFixture.enter(keys, OTHER).name());
        assertEquals(refused(Reason.UNKNOWN), KeysFixture.refusal(keys, GOOD));
    }

    @Test
    void whoAsksAndWhoCanReachIsTold() {
        assertFalse(new KeysFixture().keys().asks());
        assertTrue(new KeysFixture().with(GOOD).keys().asks());
        assertTrue(new KeysFixture().mode(Mode.POE_KEY).keys().asks());
        assertFalse(new KeysFixture().mode(Mode.POE_KEY).keys().openToThisMachine());
    }

    @Test
    void theQuotaOfAKeyIsItsOwnAndThatOfAnybodyHangsOnTheAddress() {
        KeyRegistry keys =
                new KeysFixture().with(Keyring.limited("ci", GOOD, 60, 4)).keys();
        Admission admission = keys.admit(Set.of(GOOD), Scope.API, KeysFixture.HERE);
        assertEquals(Admission.LimitedBy.KEY, admission.limitedBy());
        assertEquals(Optional.of(60), admission.requestsPerMinute());
        assertEquals(Optional.of(4), admission.concurrentStreams());
        assertEquals(
                Admission.LimitedBy.ADDRESS,
                new KeysFixture()
                        .keys()
                        .admit(Set.of(), Scope.API, KeysFixture.HERE)
                        .limitedBy());
        assertEquals(
                Admission.LimitedBy.KEY,
                new KeysFixture()
                        .mode(Mode.POE_KEY)
                        .keys()
                        .admit(Set.of("poe-key"), Scope.API, KeysFixture.HERE)
                        .limitedBy());
    }

    @Test
    void aKeyOpensWhatItsScopesSay() {
        KeyRegistry keys = new KeysFixture()
                .with(GOOD)
                .with(Keyring.known("prometheus", OTHER, Scope.METRICS))
                .keys();
        assertEquals(new AccessFailure.MissingScope(Scope.METRICS.word()), metricsRefusal(keys, GOOD));
        assertEquals(new AccessFailure.MissingScope(Scope.API.word()), KeysFixture.refusal(keys, OTHER));
        assertEquals(
                "prometheus",
                keys.admit(Set.of(OTHER), Scope.METRICS, KeysFixture.HERE)
                        .caller()
                        .name());
    }

    @Test
    void newKeysHoldAtOnceAndOldOnesEnd() {
        KeysFixture fixture = new KeysFixture().with(GOOD);
        KeyRegistry keys = fixture.keys();
        keys.replace(fixture.auth(), List.of(Keyring.known("ci", OTHER, Scope.API)));
        assertEquals("ci", KeysFixture.enter(keys, OTHER).name());
        assertEquals(refused(Reason.UNKNOWN), KeysFixture.refusal(keys, GOOD));
    }

    @Test
    void losingTheLastKeyDoesNotOpenTheGateway() {
        KeysFixture fixture = new KeysFixture().with(GOOD);
        KeyRegistry keys = fixture.keys();
        keys.replace(fixture.auth(), List.of());
        assertEquals(refused(Reason.MISSING), KeysFixture.refusal(keys));
        assertEquals(
                refused(Reason.REVOKED),
                KeysFixture.refusal(
                        new KeysFixture().with(Keyring.revoked("ci", GOOD)).keys(), GOOD));
    }

    @Test
    void openIsOpenButNotForMetricsOnceKeysExist() {
        KeyRegistry keys = new KeysFixture().mode(Mode.OPEN).with(GOOD).keys();
        assertEquals("anybody", KeysFixture.enter(keys, OTHER).id());
        assertEquals(refused(Reason.MISSING), KeysFixture.refusal(keys, KeysFixture.HERE, Scope.METRICS));
        assertEquals(new AccessFailure.MissingScope(Scope.METRICS.word()), metricsRefusal(keys, GOOD));
    }

    @Test
    void aKeyForMetricsAloneLetsNobodyBeAskedForOneElsewhere() {
        KeyConfig scraper = Keyring.known("scraper", GOOD, Scope.METRICS);
        for (KeysFixture open :
                List.of(new KeysFixture(), new KeysFixture().outside().insecure())) {
            KeyRegistry keys = open.with(scraper).keys();
            assertEquals("anybody", KeysFixture.enter(keys, "anything").id());
            assertEquals(refused(Reason.MISSING), KeysFixture.refusal(keys, KeysFixture.HERE, Scope.METRICS));
            assertEquals(
                    "scraper",
                    keys.admit(Set.of(GOOD), Scope.METRICS, KeysFixture.HERE)
                            .caller()
                            .name());
        }
        KeyRegistry closed = new KeysFixture().outside().with(scraper).keys();
        assertEquals(new AccessFailure.MissingScope(Scope.API.word()), KeysFixture.refusal(closed, GOOD));
    }

    @Test
    void openOutsideThisMachineMustBeMeant() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> new KeysFixture().outside().mode(Mode.OPEN).keys());
        assertTrue(String.valueOf(refusal.getMessage()).contains("--insecure"));
        KeyRegistry keys =
                new KeysFixture().outside().insecure().mode(Mode.OPEN).keys();
        assertEquals("anybody", KeysFixture.enter(keys, "anything").id());
        assertEquals(
                "anybody",
                KeysFixture.enter(new KeysFixture().outside().insecure().keys(), "anything")
                        .id());
        assertEquals(refused(Reason.MISSING), KeysFixture.refusal(keys, KeysFixture.HERE, Scope.METRICS));
        assertFalse(keys.openToThisMachine());
    }

    @Test
    void aChangeThatWouldOpenTheGatewayToAllChangesNothing() {
        KeysFixture fixture = new KeysFixture().outside().with(GOOD);
        KeyRegistry keys = fixture.keys();
        AuthConfig open = fixture.mode(Mode.OPEN).auth();
        assertThrows(IllegalArgumentException.class, () -> keys.replace(open, List.of()));
        assertEquals("ci", KeysFixture.enter(keys, GOOD).name());
    }

    @Test
    void aKeyOfPoeTravelsInTheAccountOfItsOwner() {
        KeyRegistry keys = new KeysFixture().mode(Mode.POE_KEY).keys();
        Caller caller = KeysFixture.enter(keys, "poe-key-of-alice");
        assertEquals(GatewayKey.sha256("poe-key-of-alice"), caller.id());
        assertEquals("poe-key", caller.name());
        assertTrue(caller.account().callersOwn());
        assertEquals("poe-key-of-alice", caller.account().key().orElseThrow().reveal());
        assertFalse(caller.toString().contains("alice"), caller::toString);
        assertFalse(caller.account()
                .name()
                .equals(KeysFixture.enter(keys, "of-bob").account().name()));
    }

    @Test
    void aKeyOfTheGatewayIsNeverTakenForOneOfPoe() {
        KeyRegistry keys = new KeysFixture()
                .mode(Mode.POE_KEY)
                .with(Keyring.known("ci", "by-hand-0123456789-abc", Scope.METRICS))
                .keys();
        assertEquals(refused(Reason.OF_GATEWAY), KeysFixture.refusal(keys, GOOD));
        assertEquals(refused(Reason.OF_GATEWAY), KeysFixture.refusal(keys, "by-hand-0123456789-abc"));
        assertEquals(refused(Reason.OF_POE_MISSING), KeysFixture.refusal(keys));
        assertEquals(refused(Reason.OF_POE_DAMAGED), KeysFixture.refusal(keys, "schlüssel"));
        assertEquals(refused(Reason.CONTRADICTORY), KeysFixture.refusal(keys, "a", "b"));
        assertEquals(
                "ci",
                keys.admit(Set.of("by-hand-0123456789-abc"), Scope.METRICS, KeysFixture.HERE)
                        .caller()
                        .name());
    }

    private static Failure metricsRefusal(KeyRegistry keys, String key) {
        return KeysFixture.refusal(keys, KeysFixture.HERE, Scope.METRICS, key);
    }

    private static AccessFailure refused(Reason reason) {
        return new AccessFailure.KeyRefused(reason);
    }
}
