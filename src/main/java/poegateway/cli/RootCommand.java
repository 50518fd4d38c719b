package poegateway.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import poegateway.app.Platform;

/** {@code poe-gateway}: the command line; without a further word it serves. */
@Command(
        name = "poe-gateway",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            ConfigCommand.class,
            KeysCommand.class,
            HealthCommand.class,
            McpCommand.class,
            SimCommand.class,
            VersionCommand.class,
            CompletionCommand.class,
            AotTrainCommand.class,
            CommandLine.HelpCommand.class
        },
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "One address for every model of Poe: for programs that speak OpenAI's API, Anthropic's, Poe's bot protocol or MCP.",
            "",
            "Without a command it serves until it is stopped (Ctrl-C). Answers come from Poe if the variable "
                    + "POE_API_KEY holds a key (poe.com/api/keys), otherwise from a built-in simulator, so that you "
                    + "can try everything at once.",
            ""
        },
        footer = {
            "",
            "Every setting is a flag too: --server.port=9000, --upstream.idle-timeout=2m; docs/config.md lists them.",
            "Exit codes: 0 stopped, 1 failed, 2 wrong usage, 3 wrong settings, 4 stopped, but requests were cut off."
        })
final class RootCommand extends SettingsCommand {
    @Override
    public Integer call() {
        return ServeRun.run(given(), Platform.real());
    }
}
