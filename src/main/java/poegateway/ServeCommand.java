package poegateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code poe-gateway}: runs the gateway until it is told to stop. */
@Command(
        name = "poe-gateway",
        mixinStandardHelpOptions = true,
        versionProvider = ServeCommand.Version.class,
        subcommands = {SimCommand.class, HealthCommand.class, KeysCommand.class, TrainCommand.class},
        description = "An OpenAI-compatible gateway for Poe. Without POE_API_KEY the built-in simulator answers.",
        footer = {
            "",
            "Every setting is also a flag: --server.port=9000, --upstream.idle-timeout=2m (docs/config.md lists them).",
            "Exit codes: 0 stopped, 1 failed, 2 wrong usage, 3 wrong settings, 4 stopped but requests were cut."
        })
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings; default config/poe-gateway.yaml if there.")
    private @Nullable Path config;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on; default 8642. Same as --server.port.")
    private @Nullable Integer port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on. Same as --server.host.")
    private @Nullable String host;

    @Option(
            names = "--insecure",
            description = "Serve everyone, without keys, even outside loopback. Same as --auth.insecure=true.")
    private boolean insecure;

    @CommandLine.Unmatched
    private List<String> unmatched = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return Launch.run(Optional.ofNullable(config), flags(), Circumstances.real());
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        for (String word : unmatched) {
            int equals = word.indexOf('=');
            if (!word.startsWith("--") || equals < 0) {
                throw new CommandLine.ParameterException(commandLine(), "Unknown word '" + word + "'. See --help.");
            }
            flags.put(word.substring(2, equals), word.substring(equals + 1));
        }
        Optional.ofNullable(port).ifPresent(given -> flags.put("server.port", given.toString()));
        Optional.ofNullable(host).ifPresent(given -> flags.put("server.host", given));
        if (insecure) {
            flags.put("auth.insecure", "true");
        }
        return flags;
    }

    private CommandLine commandLine() {
        return spec == null ? new CommandLine(this) : spec.commandLine();
    }

    /** The version of the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"poe-gateway " + Welcome.version()};
        }
    }
}
