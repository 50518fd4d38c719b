package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.tree.ConfigException;
import poegateway.config.tree.Setting;
import poegateway.config.tree.SettingSource;
import poegateway.config.tree.Settings;
import poegateway.core.text.Secret;

final class ConfigLoaderTest {
    @TempDir
    Path folder;

    private Sources sources() {
        return Sources.in(folder);
    }

    private Sources withFiles() {
        return sources().file("cert.pem", "").file("key.pem", "").file("ca.pem", "");
    }

    private static List<Setting> scalars() {
        return Settings.GATEWAY.all().stream()
                .filter(setting -> !setting.inFileOnly())
                .toList();
    }

    @Test
    void withoutAnySourceEverySettingIsAtItsDefault() {
        LoadedConfig loaded = sources().load();
        assertEquals(sources().defaults(), loaded.config());
        assertEquals(
                Set.of(new SettingSource.Standard()),
                Set.copyOf(loaded.origins().values()));
    }

    @Test
    void everyKeyOfTheFileReachesItsComponent() {
        LoadedConfig loaded = withFiles().file(ChangedSettings.FILE).load();
        Secret key = loaded.config().poe().apiKey().orElseThrow();
        assertEquals("abc", key.reveal());
        assertEquals(new ChangedSettings(folder).all(key), loaded.config());
        loaded.origins().forEach((name, origin) -> {
            boolean list = Settings.GATEWAY.get(name).inFileOnly();
            assertEquals(list, origin instanceof SettingSource.Standard, name);
        });
    }

    @Test
    void everyVariableReachesItsComponent() {
        Sources sources = withFiles().file(ChangedSettings.FILE);
        Map<String, String> shown = sources.load().shown();
        Sources variables = withFiles().file("");
        for (Setting setting : scalars()) {
            String value = setting.secret() ? "abc" : shown.getOrDefault(setting.key(), "");
            variables = variables.environment(setting.variable(), value);
        }
        LoadedConfig loaded = variables.load();
        assertEquals(
                new ChangedSettings(folder).all(loaded.config().poe().apiKey().orElseThrow()), loaded.config());
        assertEquals(new SettingSource.Variable("POE_GATEWAY_SERVER_PORT"), loaded.origin("server.port"));
    }

    @Test
    void everyFlagButSecretsReachesItsComponent() {
        Map<String, String> shown =
                withFiles().file(ChangedSettings.FILE).load().shown();
        Sources flags = withFiles().file("").environment("POE_API_KEY", "abc");
        for (Setting setting : scalars()) {
            if (!setting.secret()) {
                flags = flags.flag(setting.key(), shown.getOrDefault(setting.key(), ""));
            }
        }
        LoadedConfig loaded = flags.load();
        assertEquals(
                new ChangedSettings(folder).all(loaded.config().poe().apiKey().orElseThrow()), loaded.config());
        assertEquals(new SettingSource.Flag("server.port"), loaded.origin("server.port"));
    }

    @Test
    void flagsBeatVariablesAndVariablesBeatTheFile() {
        Sources file = sources().file("server: {host: file, port: 1}\nsimulator: {port: 3}\n");
        Sources both =
                file.environment("POE_GATEWAY_SERVER_HOST", "variable").environment("POE_GATEWAY_SERVER_PORT", "2");
        LoadedConfig loaded = both.flag("server.host", "flag").load();
        assertEquals("flag", loaded.config().server().host());
        assertEquals(2, loaded.config().server().port());
        assertEquals(3, loaded.config().simulator().port());
        assertEquals("flag --server.host", loaded.origin("server.host").text());
        assertEquals(
                "environment POE_GATEWAY_SERVER_PORT",
                loaded.origin("server.port").text());
        assertEquals(
                "config/poe-gateway.yaml:2:19", loaded.origin("simulator.port").text());
        assertEquals("default", loaded.origin("poe.base-url").text());
    }

    @Test
    void aNamedFileIsReadInsteadOfTheStandardOne() {
        Sources sources = sources().file("server: {port: 1}").file("other.yaml", "server: {port: 2}");
        assertEquals(1, sources.load().config().server().port());
        assertEquals(2, sources.load("other.yaml").config().server().port());
    }

    @Test
    void aNamedFileThatIsNotThereIsAProblem() {
        ConfigException thrown =
                assertThrows(ConfigException.class, () -> sources().load("absent.yaml"));
        assertEquals(
                "flag --config: no such file: absent.yaml. Check the name; `poe-gateway config example` prints a "
                        + "file to start from.",
                thrown.getMessage());
    }

    @Test
    void aFileInWhichEverythingIsCommentedOutSetsNothing() {
        for (String yaml : List.of("", "# server:\n", "server:\n  # port: 1\npoe:\n", "---\n")) {
            assertEquals(sources().defaults(), sources().file(yaml).load().config(), yaml);
        }
    }

    @Test
    void noTwoSettingsShareAKeyOrAVariable() {
        Set<String> variables =
                Settings.GATEWAY.all().stream().map(Setting::variable).collect(Collectors.toSet());
        Set<String> keys = Settings.GATEWAY.all().stream().map(Setting::key).collect(Collectors.toSet());
        assertEquals(Settings.GATEWAY.all().size(), variables.size());
        assertEquals(Settings.GATEWAY.all().size(), keys.size());
    }

    @Test
    void keysAndVariablesAreMadeFromTheComponentsNames() {
        List<String> keys = List.of("server.port", "server.tls.certificate-file", "poe.base-url");
        Set<String> known = new LinkedHashSet<>(
                Settings.GATEWAY.all().stream().map(Setting::key).toList());
        known.retainAll(keys);
        assertEquals(new LinkedHashSet<>(keys), known);
        assertEquals(
                "POE_GATEWAY_POE_BASE_URL",
                Settings.GATEWAY.byKey("poe.base-url").orElseThrow().variable());
    }
}
