package poegateway.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import poegateway.config.AuthConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.PoeConfig;

/** Decides where answers come from. */
public final class BackendChoice {
    private BackendChoice() {}

    /**
     * Whether the simulator answers. By itself it does so only for whoever tries the gateway out on one machine: callers who
     * were given a key, or come from elsewhere, would take its answers for real ones.
     *
     * @throws IllegalArgumentException with a sentence for the operator when nothing gives a key for Poe
     */
    static boolean simulated(GatewayConfig config) {
        refuseNone(config);
        return switch (config.poe().source()) {
            case POE -> false;
            case SIMULATOR -> true;
            case AUTO -> !givesKey(config);
        };
    }

    /**
     * Does nothing when there is somewhere for answers to come from.
     *
     * @throws IllegalArgumentException as {@link #simulated}
     */
    public static void refuseNone(GatewayConfig config) {
        if (config.poe().source() == PoeConfig.Source.SIMULATOR || givesKey(config)) {
            return;
        }
        if (config.poe().source() == PoeConfig.Source.POE) {
            throw new IllegalArgumentException(
                    "poe.source is poe, but no key of Poe is set: set POE_API_KEY (poe.com/api/keys).");
        }
        if (!onLoopback(config) || asksForKeys(config.auth())) {
            throw new IllegalArgumentException(
                    "No key of Poe is set, and callers " + (onLoopback(config) ? "with keys" : "from elsewhere")
                            + " would take simulated answers for real. Set POE_API_KEY (poe.com/api/keys); or, to go on"
                            + " with the simulator, add --poe.source=simulator"
                            + (keysOfFile(config) ? ", or delete " + file(config) + "." : "."));
        }
    }

    /** Whether only this machine can reach the gateway. */
    public static boolean onLoopback(GatewayConfig config) {
        return isLoopback(config.server().host());
    }

    /** Whether an address to listen on can be reached from this machine alone. */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unusable) {
            return false; // opening the port will say so
        }
    }

    /**
     * Does nothing when there is a key for whoever brings none.
     *
     * @throws IllegalArgumentException with a sentence for the operator when callers are to bring a key of Poe's
     */
    static void refuseKeyless(GatewayConfig config) {
        boolean set =
                config.poe().apiKey().isPresent() || !config.poe().accounts().isEmpty();
        if (!set && !simulated(config)) {
            throw new IllegalArgumentException(
                    "auth.mode is poe-key, but over standard input nobody brings a key: set POE_API_KEY "
                            + "(poe.com/api/keys).");
        }
    }

    private static boolean givesKey(GatewayConfig config) {
        return config.poe().apiKey().isPresent()
                || !config.poe().accounts().isEmpty()
                || config.auth().mode() == AuthConfig.Mode.POE_KEY;
    }

    private static boolean keysOfFile(GatewayConfig config) {
        return onLoopback(config) && Files.exists(config.auth().keyFile());
    }

    private static Path file(GatewayConfig config) {
        return config.auth().keyFile().toAbsolutePath();
    }

    private static boolean asksForKeys(AuthConfig auth) {
        return auth.mode() == AuthConfig.Mode.KEYS || auth.keys().stream().anyMatch(KeyConfig::opensApi);
    }
}
