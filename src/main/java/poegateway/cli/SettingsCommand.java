package poegateway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import poegateway.config.load.ConfigSources;

/** A command that reads settings. What is given before its name holds too. */
abstract class SettingsCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "File with settings; default config/poe-gateway.yaml if it is there.")
    private @Nullable Path config;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on; default 8642. Same as --server.port.")
    private @Nullable String port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on; default 127.0.0.1. Same as --server.host.")
    private @Nullable String host;

    @Option(
            names = "--insecure",
            description = "Serve everyone, without keys, even outside this machine. Same as --auth.insecure=true.")
    private boolean insecure;

    @CommandLine.Unmatched
    private List<String> unmatched = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    /** Everything that settings are read from. */
    final ConfigSources sources() {
        return new ConfigSources(Path.of(""), file(), System.getenv(), flags());
    }

    /** The file that was named. */
    final Optional<Path> file() {
        return Optional.ofNullable(config).or(() -> outer().flatMap(SettingsCommand::file));
    }

    /** What was set, key without dashes to value; a flag that lacks its value has an empty one. */
    final Map<String, String> flags() {
        Map<String, String> flags =
                new LinkedHashMap<>(outer().map(SettingsCommand::flags).orElse(Map.of()));
        for (int i = 0; i < unmatched.size(); i++) {
            String word = unmatched.get(i);
            int equals = word.indexOf('=');
            boolean valueFollows =
                    i + 1 < unmatched.size() && !unmatched.get(i + 1).startsWith("--");
            if (!word.startsWith("--")) {
                throw unknown(word);
            } else if (equals >= 0) {
                flags.put(word.substring(2, equals), word.substring(equals + 1));
            } else if (valueFollows) {
                i++;
                flags.put(word.substring(2), unmatched.get(i));
            } else {
                flags.put(word.substring(2), "");
            }
        }
        Optional.ofNullable(port).ifPresent(given -> flags.put("server.port", given));
        Optional.ofNullable(host).ifPresent(given -> flags.put("server.host", given));
        if (insecure) {
            flags.put("auth.insecure", "true");
        }
        return flags;
    }

    private Optional<SettingsCommand> outer() {
        CommandSpec parent = spec == null ? null : spec.parent();
        while (parent != null && !(parent.userObject() instanceof SettingsCommand)) {
            parent = parent.parent();
        }
        return parent == null ? Optional.empty() : Optional.of((SettingsCommand) parent.userObject());
    }

    private CommandLine.ParameterException unknown(String word) {
        CommandLine asked = spec == null ? new CommandLine(this) : spec.commandLine();
        return UsageErrors.unknown(asked, word);
    }
}
