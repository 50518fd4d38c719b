package poegateway.rig;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import poegateway.config.AuthConfig;
import poegateway.config.KeyConfig;
import poegateway.core.Scope;
import poegateway.guard.GatewayKey;

/** Keys of the gateway for tests, and the settings that make them known. */
public final class Keyring {
    private static final int FAILURES = 1_000;

    private Keyring() {}

    /** One key for each number. */
    public static String key(int number) {
        return GatewayKey.create(new Random(number)).reveal();
    }

    /** A key that a character of was typed wrongly. */
    public static String damaged(String key) {
        return key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
    }

    public static KeyConfig known(String name, String key, Scope... scopes) {
        return config(name, key, List.of(scopes), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public static KeyConfig expiring(String name, String key, Instant at) {
        return config(name, key, List.of(Scope.values()), Optional.of(at), Optional.empty(), Optional.empty(), false);
    }

    public static KeyConfig revoked(String name, String key) {
        return config(name, key, List.of(Scope.values()), Optional.empty(), Optional.empty(), Optional.empty(), true);
    }

    /** A key for some models only. */
    public static KeyConfig forModels(String name, String key, String... models) {
        KeyConfig all = known(name, key, Scope.API);
        return new KeyConfig(
                all.name(),
                all.sha256(),
                all.key(),
                all.scopes(),
                all.expires(),
                List.of(models),
                all.requestsPerMinute(),
                all.concurrentStreams(),
                all.costCentsPerDay(),
                all.account(),
                all.revoked());
    }

    /** A key for which some tools alone may run. */
    public static KeyConfig forTools(String name, String key, String... tools) {
        KeyConfig all = known(name, key, Scope.API);
        return new KeyConfig(
                all.name(),
                all.sha256(),
                all.key(),
                all.scopes(),
                all.expires(),
                all.models(),
                List.of(tools),
                all.requestsPerMinute(),
                all.concurrentStreams(),
                all.costCentsPerDay(),
                all.account(),
                all.revoked());
    }

    /** A key with limits; 0 is none. */
    public static KeyConfig limited(String name, String key, int requestsPerMinute, int concurrentStreams) {
        return config(
                name,
                key,
                List.of(Scope.API),
                Optional.empty(),
                limit(requestsPerMinute),
                limit(concurrentStreams),
                false);
    }

    /** A key whose requests of a day may cost so much. */
    public static KeyConfig capped(String name, String key, int costCentsPerDay) {
        KeyConfig all = known(name, key, Scope.API);
        return new KeyConfig(
                all.name(),
                all.sha256(),
                all.key(),
                all.scopes(),
                all.expires(),
                all.models(),
                all.requestsPerMinute(),
                all.concurrentStreams(),
                Optional.of(costCentsPerDay),
                all.account(),
                all.revoked());
    }

    /** The mode that a gateway has by itself, with these keys. */
    public static AuthConfig auth(KeyConfig... keys) {
        return auth(AuthConfig.Mode.AUTO, keys);
    }

    public static AuthConfig auth(AuthConfig.Mode mode, KeyConfig... keys) {
        return new AuthConfig(mode, false, Path.of("keys.yaml"), FAILURES, List.of(keys));
    }

    private static Optional<Integer> limit(int limit) {
        return limit == 0 ? Optional.empty() : Optional.of(limit);
    }

    private static KeyConfig config(
            String name,
            String key,
            List<Scope> scopes,
            Optional<Instant> expires,
            Optional<Integer> requestsPerMinute,
            Optional<Integer> concurrentStreams,
            boolean revoked) {
        return new KeyConfig(
                name,
                Optional.of(GatewayKey.sha256(key)),
                Optional.empty(),
                scopes,
                expires,
                List.of(),
                requestsPerMinute,
                concurrentStreams,
                Optional.empty(),
                "default",
                revoked);
    }
}
