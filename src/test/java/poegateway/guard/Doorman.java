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
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.Scope;
import poegateway.core.Secret;
import poegateway.rig.Keyring;

/** Keys under test: what they are, who asks, and what time it is. */
final class Doorman {
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

    Doorman outside() {
        loopback = false;
        return this;
    }

    Doorman insecure() {
        insecure = true;
        return this;
    }

    Doorman mode(AuthConfig.Mode chosen) {
        mode = chosen;
        return this;
    }

    Doorman with(KeyConfig key) {
        configured.add(key);
        return this;
    }

    /** A key of the name {@code ci} with scope api. */
    Doorman with(String key) {
        return with(Keyring.known("ci", key, Scope.API));
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    Keys keys() {
        Account account = new Account("default", Optional.of(new Secret("operator")), false);
        return new Keys(
                auth(),
                new Keys.Terms(
                        loopback,
                        Caller.anybody(account),
                        name -> new Account(name, Optional.empty(), false),
                        () -> START.plusNanos(nanos),
                        () -> nanos));
    }

    AuthConfig auth() {
        return new AuthConfig(mode, insecure, Path.of("keys.yaml"), FAILURES, configured);
    }

    static Caller enter(Keys keys, String key) {
        return keys.admit(Set.of(key), Scope.API, HERE).caller();
    }

    static Failure refusal(Keys keys, String... presented) {
        return refusal(keys, HERE, Scope.API, presented);
    }

    static Failure refusal(Keys keys, InetAddress from, Scope scope, String... presented) {
        return assertThrows(FailureException.class, () -> keys.admit(Set.of(presented), scope, from))
                .failure();
    }
}
