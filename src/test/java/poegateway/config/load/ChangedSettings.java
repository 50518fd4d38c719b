package poegateway.config.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.config.AuthConfig;
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
import poegateway.config.UpstreamConfig;
import poegateway.config.VaultConfig;
import poegateway.config.setting.ByteSize;
import poegateway.config.tools.FetchToolConfig;
import poegateway.config.tools.RegistrationConfig;
import poegateway.config.tools.ToolsConfig;
import poegateway.core.FormEnforcement;
import poegateway.core.PromptCaching;
import poegateway.core.UpstreamWish;
import poegateway.core.text.Secret;

/** Every setting with a value that is not its default: as a file, and as the tree that it stands for. */
record ChangedSettings(Path folder) {
    static final String FILE = """
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
              registration:
                inside: true
                count: 5
                file: kept.json
            media:
              fetch-limit: 5MiB
              video-limit: 6MiB
              fetch-timeout: 62s
              cost-limit-cents: 250
              unpriced-cents: 11
              rehost: on
              videos: poe
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
              cost-cents-per-day: 500
              retry-budget-percent: 10
              retry-budget-least: 1
            ops:
              port: 9002
              host: 0.0.0.0
            log:
              format: json
              level: debug
              requests: false
              addresses: off
            simulator:
              port: 9001
              pace: 0s
              chunk-chars: 14
            """;

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
                MediaConfig.VideoWay.POE,
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

    GatewayConfig all(Secret key) {
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
                new ToolsConfig(
                        7,
                        6,
                        Duration.ofSeconds(5),
                        new ByteSize(4096),
                        FetchToolConfig.defaults(),
                        List.of(),
                        new RegistrationConfig(
                                List.of(), true, List.of(), 5, Optional.of(folder.resolve("kept.json")))),
                mediaElsewhere(),
                vaultElsewhere(),
                new McpConfig("default,models", true),
                new LimitsConfig(
                        100, 9, Duration.ofSeconds(1), 3, Optional.of(60), Optional.of(4), Optional.of(500), 10, 1),
                CorsConfig.defaults(),
                new OpsConfig(Optional.of(9002), "0.0.0.0"),
                new LogConfig(LogConfig.Format.JSON, LogConfig.Level.DEBUG, false, LogConfig.Addresses.OFF),
                new SimulatorConfig(9001, Duration.ZERO, 14));
    }
}
