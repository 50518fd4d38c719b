package poegateway.cli;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import poegateway.app.BackendChoice;
import poegateway.config.AuthConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.core.Scope;

/** The key that a gateway makes for itself when it would ask for one, and none exists. */
public final class FirstKey {
    private static final String NAME = "first";

    private FirstKey() {}

    public static boolean isNeeded(GatewayConfig config) {
        AuthConfig auth = config.auth();
        boolean asked = switch (auth.mode()) {
            case OPEN, POE_KEY -> false;
            case KEYS -> true;
            case AUTO -> !BackendChoice.onLoopback(config) && !auth.insecure();
        };
        return asked && auth.keys().stream().noneMatch(KeyConfig::opensApi);
    }

    /**
     * Makes it, and gives what is to be shown of it, once.
     *
     * @throws IllegalArgumentException with a sentence for the operator when it cannot be kept
     */
    public static String make(GatewayConfig config, RandomGenerator random) {
        KeyIssuer mint = new KeyIssuer(config, random);
        try {
            return mint.make(FirstKey::entry);
        } catch (UncheckedIOException unwritable) {
            throw new IllegalArgumentException(
                    "Callers need a key, none exists yet, and the first one cannot be saved: " + mint.file()
                            + " cannot be written. Make its folder writable, name another file in auth.key-file, or set"
                            + " POE_GATEWAY_KEYS=name:key.",
                    unwritable);
        }
    }

    private static KeyConfig entry(String sha256) {
        KeyConfig bare = KeyConfig.hashed(NAME, sha256);
        return new KeyConfig(
                bare.name(),
                bare.sha256(),
                Optional.empty(),
                List.of(Scope.API, Scope.METRICS),
                bare.expires(),
                bare.models(),
                bare.requestsPerMinute(),
                bare.concurrentStreams(),
                bare.costCentsPerDay(),
                bare.account(),
                bare.revoked());
    }
}
