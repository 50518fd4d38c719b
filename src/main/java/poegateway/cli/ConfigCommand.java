package poegateway.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import poegateway.config.docs.ConfigDocs;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.LoadedConfig;
import poegateway.config.tree.ConfigException;

/** {@code poe-gateway config}: tells about the settings. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {ConfigCommand.Show.class, ConfigCommand.Example.class, ConfigCommand.Schema.class},
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows the settings.")
final class ConfigCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandLine asked = spec == null ? new CommandLine(this) : spec.commandLine();
        throw new CommandLine.ParameterException(asked, "Say what to print: show, example or schema.");
    }

    /** {@code config show}: every key with its value, as a gateway started now would have it. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Prints every setting as a gateway started now would use it; secrets appear as dots.",
            footer = {"", "Exit codes: 0 shown, 2 wrong usage, 3 wrong settings."})
    static final class Show extends SettingsCommand {
        private static final int VALUE_COLUMN_MAX = 60;

        @Option(
                names = "--origin",
                description = "Also show where each was set: file and line, variable, flag or " + "default.")
        private boolean origin;

        @Override
        public Integer call() {
            try {
                LoadedConfig loaded = ConfigLoader.load(given().sources());
                loaded.shown().entrySet().stream()
                        .map(entry -> line(entry, loaded))
                        .forEach(System.out::println);
                return 0;
            } catch (ConfigException wrong) {
                return ServeRun.refuse(ServeRun.WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
            }
        }

        private String line(Map.Entry<String, String> entry, LoadedConfig loaded) {
            String value = entry.getKey() + ": " + (entry.getValue().isEmpty() ? "-" : entry.getValue());
            if (!origin) {
                return value;
            }
            String blanks = " ".repeat(Math.max(1, VALUE_COLUMN_MAX - value.length()));
            return value + blanks + "# " + loaded.origin(entry.getKey()).text();
        }
    }

    /** {@code config example}: the file with every setting at its default and commented out. */
    @Command(
            name = "example",
            mixinStandardHelpOptions = true,
            description = "Prints a settings file with every setting at its default, to edit and pass with --config.")
    static final class Example implements Runnable {
        @Override
        public void run() {
            System.out.print(ConfigDocs.example());
        }
    }

    /** {@code config schema}: the JSON Schema of the file. */
    @Command(
            name = "schema",
            mixinStandardHelpOptions = true,
            description = "Prints the JSON Schema of the settings file, which editors use to complete and check it.")
    static final class Schema implements Runnable {
        @Override
        public void run() {
            System.out.print(ConfigDocs.schema());
        }
    }
}
