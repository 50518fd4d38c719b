package poegateway.guard;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import poegateway.config.AuthConfig;
import poegateway.config.KeyConfig;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Failure;
import poegateway.core.FailureException;
import poegateway.core.Scope;
import poegateway.core.Secret;

/** Keys under test: what they are, who asks, and what time it is. */
final class Doorman {
    static final String GOOD = GatewayKey.create(new Random(1)).reveal();
    static final String OTHER = GatewayKey.create(new Random(2)).reveal();
    static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    static final InetAddress THERE = InetAddress.ofLiteral("192.0.2.2");
    static final int FAILURES = 3;

    private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

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

    /** A key of the name {@code ci} with scope api, changed as told. */
    Doorman with(String key, UnaryOperator<KeyConfig> change) {
        configured.add(change.apply(key(key)));
        return this;
    }

    Doorman with(String key) {
        return with(key, UnaryOperator.identity());
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

    static KeyConfig key(String key) {
        return new KeyConfig(
                "ci",
                Optional.of(GatewayKey.sha256(key)),
                Optional.empty(),
                List.of(Scope.API),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "default",
                false);
    }

    static KeyConfig scoped(KeyConfig key, Scope... scopes) {
        return new KeyConfig(
                key.name(),
                key.sha256(),
                key.key(),
                List.of(scopes),
                key.expires(),
                key.models(),
                key.requestsPerMinute(),
                key.concurrentStreams(),
                key.account(),
                key.revoked());
    }

    static KeyConfig expiring(KeyConfig key, Duration after) {
        return new KeyConfig(
                key.name(),
                key.sha256(),
                key.key(),
                key.scopes(),
                Optional.of(START.plus(after)),
                key.models(),
                key.requestsPerMinute(),
                key.concurrentStreams(),
                key.account(),
                key.revoked());
    }

    static KeyConfig revoked(KeyConfig key) {
        return new KeyConfig(
                key.name(),
                key.sha256(),
                key.key(),
                key.scopes(),
                key.expires(),
                key.models(),
                key.requestsPerMinute(),
                key.concurrentStreams(),
                key.account(),
                true);
    }
}
