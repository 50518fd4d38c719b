package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.AuthConfig;
import poegateway.config.ByteSize;
import poegateway.config.CorsConfig;
import poegateway.config.GatewayConfig;
import poegateway.config.JobsConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.LogConfig;
import poegateway.config.McpConfig;
import poegateway.config.MediaConfig;
import poegateway.config.ModelsConfig;
import poegateway.config.OpsConfig;
import poegateway.config.PoeConfig;
import poegateway.config.ResponsesConfig;
import poegateway.config.RoutingConfig;
import poegateway.config.ServerConfig;
import poegateway.config.SessionsConfig;
import poegateway.config.SimulatorConfig;
import poegateway.config.ToolsConfig;
import poegateway.config.ToolsConfig.FetchToolConfig;
import poegateway.config.UpstreamConfig;
import poegateway.config.VaultConfig;
import poegateway.config.tree.ConfigException;
import poegateway.config.tree.Setting;
import poegateway.config.tree.SettingSource;
import poegateway.config.tree.Settings;
import poegateway.core.FormEnforcement;
import poegateway.core.PromptCaching;
import poegateway.core.UpstreamWish;
import poegateway.core.text.Secret;

final class ConfigLoaderTest {
    @TempDir
    Path folder;

    private static final String EVERY_KEY = """
            server:
              host: 0.0.0.0
              port: 9000
              tls:
                certificate-file: cert.pem
                key-file: key.pem
              head-timeout: 14s
              body-limit: 1MiB
              upload-limit: 3MiB
              body-timeout: 31s
              body-bytes-in-flight: 2GiB
              commit-after: 500ms
              heartbeat: comment
              heartbeat-every: 16s
              write-stall: 1m
              idle-timeout: 1h
              public-url: https://gateway.example.com/
              connections: 20
              connections-per-address: 10
              drain-delay: 1s
              drain-timeout: 2s
            auth:
              mode: keys
              insecure: true
              key-file: other.yaml
              failures-per-minute: 5
            poe:
              source: simulator
              base-url: http://localhost:9/v1/
              bot-url: http://localhost:9/bot/
              upload-url: http://localhost:9/up
              api-key: abc
              ca-file: ca.pem
              balance-every: 1m
              proxy: http://proxy:3128
              no-proxy: example.com
            models:
              refresh-every: 17m
              strict: true
            upstream:
              connect-timeout: 6s
              first-event-timeout: 7s
              media-timeout: 70s
              idle-timeout: 8s
              total-timeout: 9m
              attempts: 4
              event-limit: 10KiB
              reply-limit: 11B
              unread-bytes: 12MiB
              reply-bytes-in-flight: 13MiB
            routing:
              upstream: bot
              loss: strict
              prompt-cache: prefer
              structured-output: repair
              structured-output-repairs: 3
            responses:
              keep-for: 61m
              count: 11
              bytes: 3MiB
              count-per-caller: 10
              bytes-per-caller: 2MiB
            jobs:
              keep-for: 63m
              at-once: 21
              at-once-per-caller: 20
              count: 13
              bytes: 4MiB
              count-per-caller: 12
              bytes-per-caller: 1MiB
            sessions:
              keep-for: 63m
              count: 12
              bytes: 4MiB
              count-per-caller: 9
              bytes-per-caller: 1MiB
              turns: 8
              queue-length: 7
              queue-wait: 6s
            tools:
              rounds: 7
              calls-at-once: 6
              timeout: 5s
              result-limit: 4KiB
            media:
              fetch-limit: 5MiB
              video-limit: 6MiB
              fetch-timeout: 62s
              cost-limit-cents: 250
              unpriced-cents: 11
              rehost: on
            vault:
              folder: files
              keep-for: 30m
              count: 12
              bytes: 6MiB
              count-per-caller: 7
              bytes-per-caller: 4MiB
            mcp:
              toolsets: default,models
              read-only: true
            limits:
              poe-requests-per-minute: 100
              poe-burst: 9
              poe-queue-wait: 1s
              poe-queue-length: 3
              requests-per-minute: 60
              concurrent-streams: 4
              retry-budget-percent: 10
              retry-budget-least: 1
            ops:
              port: 9002
            log:
              format: json
              level: debug
              requests: false
            simulator:
              port: 9001
              pace: 0s
              chunk-chars: 14
            """;

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

    private PoeConfig poeElsewhere(Secret key) {
        return new PoeConfig(
                PoeConfig.Source.SIMULATOR,
                URI.create("http://localhost:9/v1"),
                Optional.of(URI.create("http://localhost:9/bot")),
                Optional.of(URI.create("http://localhost:9/up")),
                Optional.of(key),
                Optional.of(folder.resolve("ca.pem")),
                List.of(),
                Duration.ofMinutes(1),
                Optional.of(URI.create("http://proxy:3128")),
                "example.com");
    }

    private ServerConfig serverElsewhere() {
        return new ServerConfig(
                "0.0.0.0",
                9000,
                Optional.of(new ServerConfig.Tls(folder.resolve("cert.pem"), folder.resolve("key.pem"))),
                Duration.ofSeconds(14),
                ByteSize.ofMebibytes(1),
                ByteSize.ofMebibytes(3),
                Duration.ofSeconds(31),
                ByteSize.ofMebibytes(2048),
                Duration.ofMillis(500),
                ServerConfig.Heartbeat.COMMENT,
                Duration.ofSeconds(16),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Optional.of(URI.create("https://gateway.example.com")),
                List.of(),
                20,
                10,
                Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }

    private static MediaConfig mediaElsewhere() {
        return new MediaConfig(
                MediaConfig.defaults().hosts(),
                ByteSize.ofMebibytes(5),
                ByteSize.ofMebibytes(6),
                Duration.ofSeconds(62),
                Optional.of(250),
                11,
                MediaConfig.Rehost.ON,
                MediaConfig.defaults().listeners());
    }

    private VaultConfig vaultElsewhere() {
        return new VaultConfig(
                Optional.of(folder.resolve("files")),
                Duration.ofMinutes(30),
                12,
                ByteSize.ofMebibytes(6),
                7,
                ByteSize.ofMebibytes(4));
    }

    private static SessionsConfig sessionsElsewhere() {
        return new SessionsConfig(
                Duration.ofMinutes(63),
                12,
                ByteSize.ofMebibytes(4),
                9,
                ByteSize.ofMebibytes(1),
                8,
                7,
                Duration.ofSeconds(6));
    }

    private GatewayConfig everythingElsewhere(Secret key) {
        return new GatewayConfig(
                serverElsewhere(),
                new AuthConfig(AuthConfig.Mode.KEYS, true, folder.resolve("other.yaml"), 5, List.of()),
                poeElsewhere(key),
                new ModelsConfig(Duration.ofMinutes(17), Map.of(), true),
                new UpstreamConfig(
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(7),
                        Duration.ofSeconds(70),
                        Duration.ofSeconds(8),
                        Duration.ofMinutes(9),
                        4,
                        new ByteSize(10 * 1024),
                        new ByteSize(11),
                        ByteSize.ofMebibytes(12),
                        ByteSize.ofMebibytes(13)),
                new RoutingConfig(
                        UpstreamWish.BOT,
                        List.of(),
                        RoutingConfig.Loss.STRICT,
                        PromptCaching.PREFER,
                        FormEnforcement.REPAIR,
                        3),
                new ResponsesConfig(Duration.ofMinutes(61), 11, ByteSize.ofMebibytes(3), 10, ByteSize.ofMebibytes(2)),
                new JobsConfig(
                        Duration.ofMinutes(63), 21, 20, 13, ByteSize.ofMebibytes(4), 12, ByteSize.ofMebibytes(1)),
                sessionsElsewhere(),
                new ToolsConfig(7, 6, Duration.ofSeconds(5), new ByteSize(4096), FetchToolConfig.defaults(), List.of()),
                mediaElsewhere(),
                vaultElsewhere(),
                new McpConfig("default,models", true),
                new LimitsConfig(100, 9, Duration.ofSeconds(1), 3, Optional.of(60), Optional.of(4), 10, 1),
                CorsConfig.defaults(),
                new OpsConfig(Optional.of(9002), "127.0.0.1"),
                new LogConfig(LogConfig.Format.JSON, LogConfig.Level.DEBUG, false),
                new SimulatorConfig(9001, Duration.ZERO, 14));
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
        LoadedConfig loaded = withFiles().file(EVERY_KEY).load();
        Secret key = loaded.config().poe().apiKey().orElseThrow();
        assertEquals("abc", key.reveal());
        assertEquals(everythingElsewhere(key), loaded.config());
        loaded.origins().forEach((name, origin) -> {
            boolean list = Settings.GATEWAY.get(name).inFileOnly();
            assertEquals(list, origin instanceof SettingSource.Standard, name);
        });
    }

    @Test
    void everyVariableReachesItsComponent() {
        Sources sources = withFiles().file(EVERY_KEY);
        Map<String, String> shown = sources.load().shown();
        Sources variables = withFiles().file("");
        for (Setting setting : scalars()) {
            String value = setting.secret() ? "abc" : shown.getOrDefault(setting.key(), "");
            variables = variables.environment(setting.variable(), value);
        }
        LoadedConfig loaded = variables.load();
        assertEquals(everythingElsewhere(loaded.config().poe().apiKey().orElseThrow()), loaded.config());
        assertEquals(new SettingSource.Variable("POE_GATEWAY_SERVER_PORT"), loaded.origin("server.port"));
    }

    @Test
    void everyFlagButSecretsReachesItsComponent() {
        Map<String, String> shown = withFiles().file(EVERY_KEY).load().shown();
        Sources flags = withFiles().file("").environment("POE_API_KEY", "abc");
        for (Setting setting : scalars()) {
            if (!setting.secret()) {
                flags = flags.flag(setting.key(), shown.getOrDefault(setting.key(), ""));
            }
        }
        LoadedConfig loaded = flags.load();
        assertEquals(everythingElsewhere(loaded.config().poe().apiKey().orElseThrow()), loaded.config());
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
        assertEquals("absent.yaml:1:1 the file cannot be read. Check its name and its rights.", thrown.getMessage());
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
