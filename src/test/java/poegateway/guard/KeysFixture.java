package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import poegateway.config.AuthConfig;
import poegateway.config.KeyConfig;
import poegateway.config.LogConfig;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Scope;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.text.Secret;
import poegateway.rig.Keyring;

/** Keys under test: what they are, who asks, and what time it is. */
final class KeysFixture {
    static final String GOOD = Keyring.key(1);
    static final String OTHER = Keyring.key(2);
    static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
    static final int FAILURES = 3;

    static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

    private final List<KeyConfig> configured = new ArrayList<>();
    private boolean loopback = true;
    private boolean insecure;
    private AuthConfig.Mode mode = AuthConfig.Mode.AUTO;
    private long nanos = 1;

    KeysFixture outside() {
        loopback = false;
        return this;
    }

    KeysFixture insecure() {
        insecure = true;
        return this;
    }

    KeysFixture mode(AuthConfig.Mode chosen) {
        mode = chosen;
        return this;
    }

    KeysFixture with(KeyConfig key) {
        configured.add(key);
        return this;
    }

    /** A key of the name {@code ci} with scope api. */
    KeysFixture with(String key) {
        return with(Keyring.known("ci", key, Scope.API));
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    KeyRegistry keys() {
        return new KeyRegistry(
                auth(),
                KeysFixture::account,
                new KeyRegistry.Dependencies(
                        loopback, () -> START.plusNanos(nanos), () -> nanos, LogConfig.Addresses.FULL));
    }

    static Account account(String name) {
        Optional<Secret> key = name.equals("default") ? Optional.of(new Secret("operator")) : Optional.empty();
        return new Account(name, key, false);
    }

    AuthConfig auth() {
        return new AuthConfig(mode, insecure, Path.of("keys.yaml"), FAILURES, configured);
    }

    static Caller enter(KeyRegistry keys, String key) {
        return keys.admit(Set.of(key), Scope.API, HERE).caller();
    }

    static Failure refusal(KeyRegistry keys, String... presented) {
        return refusal(keys, HERE, Scope.API, presented);
    }

    static Failure refusal(KeyRegistry keys, InetAddress from, Scope scope, String... presented) {
        return assertThrows(FailureException.class, () -> keys.admit(Set.of(presented), scope, from))
                .failure();
    }
}
