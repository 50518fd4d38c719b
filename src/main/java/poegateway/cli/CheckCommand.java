package poegateway.cli;

import picocli.CommandLine.Command;
import poegateway.app.BackendChoice;
import poegateway.config.load.ConfigLoader;
import poegateway.config.tree.ConfigException;

/** {@code poe-gateway check}: reads the settings and says what is wrong with them, without starting anything. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = "Checks the settings and names every mistake with its place and how to fix it; starts nothing.",
        footer = {"", "Exit codes: 0 no mistakes, 2 wrong usage, 3 wrong settings."})
final class CheckCommand extends SettingsCommand {
    @Override
    public Integer call() {
        try {
            BackendChoice.refuseNone(ConfigLoader.load(given().sources()).config());
            System.out.println("ok");
            return 0;
        } catch (ConfigException | IllegalArgumentException wrong) {
            return ServeRun.refuse(ServeRun.WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        }
    }
}
