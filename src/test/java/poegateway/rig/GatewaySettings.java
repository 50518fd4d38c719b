package poegateway.rig;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;

/** Settings of the gateways of one test, and the folder with the files that they name. */
final class GatewaySettings {
    private final Path folder;
    private final Map<String, String> common = new LinkedHashMap<>();

    GatewaySettings(URI poeBase) throws IOException {
        folder = Files.createTempDirectory("poe-gateway-test");
        common.put("server.port", "0");
        common.put("poe.source", "poe");
        common.put("poe.balance-every", "0s"); // else its question would be counted among those of callers
        common.put("models.refresh-every", "0s"); // likewise
        common.put("limits.poe-requests-per-minute", "1000000"); // else tests would wait for their turn
        common.put("limits.poe-burst", "900000");
        common.put("poe.base-url", poeBase.toString());
        common.put("vault.folder", "vault");
    }

    /** One more for all gateways, as on the command line. */
    void add(String key, String value) {
        common.put(key, value);
    }

    /** Writes a file, and says how settings name it. */
    String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    /** All settings of a gateway; those that are chosen, such as {@code upstream.attempts=1}, go before those of all. */
    GatewayConfig load(List<String> chosen) throws IOException {
        Map<String, String> flags = new LinkedHashMap<>(common);
        for (String setting : chosen) {
            int equals = setting.indexOf('=');
            assertTrue(equals > 0, () -> "key=value, not " + setting);
            flags.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        Map<String, String> environment = Map.of("POE_API_KEY", "test-key");
        return ConfigLoader.load(new ConfigSources(folder, Optional.empty(), environment, flags))
                .config();
    }

    void delete() {
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList().reversed()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
