package poegateway.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.KeyFile;
import poegateway.config.tree.ConfigException;
import poegateway.core.Scope;

/** {@code poe-gateway keys}: makes, lists and revokes the keys of callers; a running gateway takes changes up by itself. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes keys for callers. A running gateway picks up changes by itself.",
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 wrong settings."})
final class KeysCommand implements Callable<Integer> {
    private static final int WRONG_USAGE = 2;

    private @Nullable CommandSpec spec;

    @Spec
    void spec(CommandSpec model) {
        spec = model;
        model.addOption(OptionModel.config(
                        "Settings file, which names the key file; default config/poe-gateway.yaml if it " + "is there.")
                .scopeType(CommandLine.ScopeType.INHERIT)
                .build());
    }

    /** Without a word that says what to do, help. */
    @Override
    public Integer call() {
        if (spec != null) {
            spec.commandLine().usage(System.err);
        }
        return WRONG_USAGE;
    }

    @Command(name = "new", mixinStandardHelpOptions = true, description = "Makes a key and shows it, only this once.")
    int make(
            @Parameters(paramLabel = "NAME", description = "Name in logs and metrics.") String name,
            @Option(
                            names = "--scope",
                            split = ",",
                            paramLabel = "SCOPE",
                            defaultValue = "api",
                            description = "What it may be used for: api, metrics, admin; default ${DEFAULT-VALUE}.")
                    List<Scope> scopes,
            @Option(
                            names = "--expires",
                            paramLabel = "DATE",
                            description = "Its last day in UTC, such as 2027-01-31; or a time, such as "
                                    + "2027-01-31T18:00:00Z.")
                    @Nullable
                    String expires,
            @Option(
                            names = "--models",
                            split = ",",
                            paramLabel = "MODEL",
                            description = "Models it may use, as names or patterns with *.")
                    @Nullable
                    List<String> models,
            @Mixin KeyLimitOptions limits,
            @Option(
                            names = "--account",
                            paramLabel = "NAME",
                            defaultValue = "default",
                            description = "The Poe account that pays; default ${DEFAULT-VALUE}.")
                    String account) {
        return run(settings -> {
            KeyIssuer.Form form = sha256 -> new KeyConfig(
                    name,
                    Optional.of(sha256),
                    Optional.empty(),
                    scopes,
                    Optional.ofNullable(expires).map(KeysCommand::end),
                    models == null ? List.of() : models,
                    limits.tools(),
                    limits.requestsPerMinute(),
                    limits.concurrentStreams(),
                    limits.costCentsPerDay(),
                    account,
                    false);
            return shown(new KeyIssuer(settings, new SecureRandom()).make(form));
        });
    }

    private static int shown(String text) {
        System.out.print(text);
        return 0;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the keys with their limits, and when each was used last.")
    int list(@Option(names = "--json", description = "As JSON, for programs.") boolean json) {
        return run(settings -> {
            KeyListing listing = KeyListing.of(settings, InstantSource.system().instant());
            System.out.println(json ? listing.json() : listing.table());
            return 0;
        });
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Revokes a key at once; its name stays taken.")
    int revoke(@Parameters(paramLabel = "NAME", description = "Name of the key.") String name) {
        return run(settings -> {
            Path file = settings.auth().keyFile();
            if (new KeyFile(file).revoke(name)) {
                System.out.println("Key '" + name + "' is revoked. A running gateway refuses it from now on.");
                return 0;
            }
            boolean elsewhere =
                    settings.auth().keys().stream().anyMatch(key -> key.name().equals(name));
            return ServeRun.refuse(
                    ServeRun.FAILED,
                    elsewhere
                            ? "Key '" + name + "' is not in " + file
                                    + ", but in auth.keys or POE_GATEWAY_KEYS: remove it there."
                            : "There is no key named '" + name + "'. See: poe-gateway keys list");
        });
    }

    /** Everything that goes wrong is one sentence on stderr. */
    private int run(Work work) {
        try {
            GivenSettings given = new GivenSettings(OptionModel.file(spec), Map.of());
            return work.on(ConfigLoader.load(given.sources()).config());
        } catch (ConfigException wrong) {
            return ServeRun.refuse(ServeRun.WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException wrong) {
            return ServeRun.refuse(WRONG_USAGE, String.valueOf(wrong.getMessage()));
        } catch (UncheckedIOException failed) {
            return ServeRun.refuse(ServeRun.FAILED, "The key file cannot be written: " + failed.getCause());
        }
    }

    /** A date means that the whole of that day still counts. */
    private static Instant end(String written) {
        Instant end;
        try {
            end = written.length() == "2027-01-31".length()
                    ? LocalDate.parse(written)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(written);
        } catch (DateTimeParseException noDate) {
            throw new IllegalArgumentException("--expires must be a date such as 2027-01-31.", noDate);
        }
        if (!InstantSource.system().instant().isBefore(end)) {
            throw new IllegalArgumentException("--expires is in the past.");
        }
        return end;
    }

    @FunctionalInterface
    private interface Work {
        int on(GatewayConfig settings);
    }
}
