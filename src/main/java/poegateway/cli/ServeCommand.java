package poegateway.cli;

import picocli.CommandLine.Command;
import poegateway.app.Platform;

/** {@code poe-gateway serve}: runs the gateway until it is told to stop, as no command does. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Serves until it is stopped; the same as no command.",
        footer = {"", "Every setting is a flag too: --server.port=9000; docs/config.md lists them."})
final class ServeCommand extends SettingsCommand {
    @Override
    public Integer call() {
        return ServeRun.run(given(), Platform.real());
    }
}
