package poegateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;

/** Which files a command means, wherever it is called from. */
class GivenSettingsTest {
    @TempDir
    Path home = Path.of("");

    @BeforeEach
    void writeSettings() throws Exception {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/poe-gateway.yaml"), "server: {port: 1234}\n");
    }

    private GatewayConfig load(Optional<Path> file, Map<String, String> flags) {
        return ConfigLoader.load(withoutVariables(new GivenSettings(file, flags).sources(home)))
                .config();
    }

    private static ConfigSources withoutVariables(ConfigSources sources) {
        return new ConfigSources(sources.folder(), sources.file(), Map.of(), sources.flags());
    }

    @Test
    void settingsAndKeysAreThoseOfTheGatewaysFolder() {
        GatewayConfig config = load(Optional.empty(), Map.of());
        assertEquals(1234, config.server().port());
        assertEquals(home.resolve("data/keys.yaml"), config.auth().keyFile());
    }

    @Test
    void aKeyFileThatTheSettingsNameIsThereToo() throws Exception {
        Files.writeString(home.resolve("config/poe-gateway.yaml"), "auth: {key-file: own/keys.yaml}\n");
        assertEquals(
                home.resolve("own/keys.yaml"),
                load(Optional.empty(), Map.of()).auth().keyFile());
    }

    @Test
    void whatTheCommandLineNamesIsInTheWorkingFolder() {
        Map<String, String> flags = Map.of("auth.key-file", "keys.yaml", "server.port", "77");
        GatewayConfig config = load(Optional.empty(), flags);
        assertEquals(Path.of("keys.yaml").toAbsolutePath(), config.auth().keyFile());
        assertEquals(77, config.server().port());
        ConfigSources sources = new GivenSettings(Optional.of(Path.of("my.yaml")), Map.of()).sources(home);
        assertEquals(Optional.of(Path.of("my.yaml").toAbsolutePath()), sources.file());
    }

    @Test
    void fromTheGatewaysOwnFolderNamesStayAsTheyAreWritten() {
        Optional<Path> file = Optional.of(Path.of("my.yaml"));
        ConfigSources sources = new GivenSettings(file, Map.of("auth.key-file", "k"))
                .sources(Path.of("").toAbsolutePath());
        assertEquals(file, sources.file());
        assertEquals("k", sources.flags().get("auth.key-file"));
        assertTrue(sources.folder().toString().isEmpty());
    }
}
