package poegateway.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import poegateway.account.Accounts;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.PoeConfig;
import poegateway.config.ServerConfig;
import poegateway.config.load.KeyFile;
import poegateway.core.Scope;
import poegateway.core.text.Secret;
import poegateway.guard.GatewayKey;

/** Makes keys of the gateway: their hashes go into the key file, they themselves are shown once. */
final class KeyIssuer {
    private static final List<String> ANY_ADDRESS = List.of("0.0.0.0", "::", "[::]");

    private final GatewayConfig config;
    private final RandomGenerator random;

    /** Makes the entry of a key from the hash of it. */
    @FunctionalInterface
    interface Form {
        KeyConfig of(String sha256);
    }

    /** @param random must be fit for secrets */
    KeyIssuer(GatewayConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /**
     * Makes one, writes it down, and gives what is to be shown of it.
     *
     * @throws IllegalArgumentException with a sentence for the operator when it cannot be as it is to be
     * @throws UncheckedIOException when the key file cannot be written
     */
    String make(Form form) {
        Secret key = GatewayKey.create(random);
        KeyConfig entry = form.of(GatewayKey.sha256(key.reveal()));
        refuseTwins(entry);
        new Accounts(config.poe(), false).apply(entry.account());
        new KeyFile(file()).add(entry);
        return shown(entry, key.reveal());
    }

    Path file() {
        return config.auth().keyFile();
    }

    /** The key file looks after its own names; settings and environment have keys too. */
    private void refuseTwins(KeyConfig entry) {
        if (config.auth().keys().stream().anyMatch(other -> other.name().equals(entry.name()))) {
            throw new IllegalArgumentException(
                    "There is a key named '" + entry.name() + "' already. Choose another name.");
        }
    }

    private String shown(KeyConfig entry, String key) {
        String url = url(config.server());
        String scopes = entry.scopes().stream().map(Scope::word).collect(Collectors.joining(", "));
        String path = entry.scopes().contains(Scope.API) ? "/v1/models" : "/metrics";
        return """
                Key '%s' (%s), shown only this once; %s keeps only its hash:

                  %s

                  curl %s%s -H 'Authorization: Bearer %s'%s
                """.formatted(entry.name(), scopes, file().toAbsolutePath(), key, url, path, key, hint(entry, url));
    }

    private String hint(KeyConfig entry, String url) {
        return entry.scopes().contains(Scope.API)
                ? "\n  OpenAI clients: base_url " + url + "/v1, api_key the key" + note()
                : "";
    }

    private String note() {
        return switch (config.auth().mode()) {
            case OPEN -> "\n\nNote: auth.mode is open, so nobody is asked for a key.";
            case POE_KEY -> "\n\nNote: auth.mode is poe-key, so callers are asked for a key of Poe, not for this one.";
            case AUTO, KEYS -> asked();
        };
    }

    private String asked() {
        String asked = config.auth().keys().stream().noneMatch(KeyConfig::opensApi)
                ? "\n\nFrom now on a gateway that uses this file asks every caller for a key."
                : "";
        boolean unpaid = config.poe().source() == PoeConfig.Source.AUTO
                && config.poe().apiKey().isEmpty()
                && config.poe().accounts().isEmpty();
        return unpaid
                ? (asked.isEmpty() ? "\n\n" : asked + " ")
                        + "Once a key exists, the gateway does not start with the simulator unless told to: set POE_API_KEY, or add "
                        + "--poe.source=simulator."
                : asked;
    }

    private static String url(ServerConfig server) {
        return server.publicUrl().map(Object::toString).orElseGet(() -> {
            String host = ANY_ADDRESS.contains(server.host()) ? "127.0.0.1" : server.host();
            return server.address(host, server.port()).toString();
        });
    }
}
