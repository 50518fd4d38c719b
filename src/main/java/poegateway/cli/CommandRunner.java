package poegateway.cli;

import picocli.CommandLine;
import poegateway.app.Platform;

/** Reads the words of the command line and runs the command that they name. */
public final class CommandRunner {
    private static final String HELP = "See --help.";

    private CommandRunner() {}

    /** Runs a command until it has ended; gives the exit code of the process. */
    public static int run(String... args) {
        // A container asks for its health every few seconds, which is too often to read picocli's classes.
        return args.length == 1 && args[0].equals("health")
                ? new HealthCommand().call()
                : FastArguments.of(args)
                        .map(given -> ServeRun.run(given, Platform.real()))
                        .orElseGet(() -> commands().execute(args));
    }

    /** All commands with their options, as picocli knows them. */
    static CommandLine commands() {
        return new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedArgumentsAllowed(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler(CommandRunner::wrongUsage)
                .setExecutionStrategy(CommandRunner::execute);
    }

    /** Settings, and flags that nobody declared, mean something only to commands that read all settings. */
    private static int execute(CommandLine.ParseResult given) {
        CommandLine.ParseResult last = given;
        while (last.hasSubcommand()) {
            if (!(last.commandSpec().userObject() instanceof SettingsCommand)) {
                UsageErrors.refuseUnmatched(last.commandSpec().commandLine());
            }
            last = last.subcommand();
        }
        CommandLine asked = last.commandSpec().commandLine();
        if (!(asked.getCommand() instanceof SettingsCommand)) {
            UsageErrors.refuseUnmatched(asked);
            refuseUnseen(given, asked);
        }
        return new CommandLine.RunLast().execute(given);
    }

    private static void refuseUnseen(CommandLine.ParseResult root, CommandLine asked) {
        root.matchedOptions().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp() && !OptionModel.isFlag(option))
                .findFirst()
                .ifPresent(option -> {
                    String word = option.longestName();
                    throw new CommandLine.ParameterException(
                            asked,
                            "'" + word + "' stands before '" + asked.getCommandName()
                                    + "', which does not see it there.");
                });
        root.expandedArgs().stream()
                .filter(word -> root.unmatched().contains(word) || isFlagOf(root, word))
                .findFirst()
                .ifPresent(word -> {
                    throw UsageErrors.unknown(asked, word);
                });
    }

    private static boolean isFlagOf(CommandLine.ParseResult root, String word) {
        CommandLine.Model.OptionSpec option = root.matchedOption(SettingsOption.nameIn(word));
        return option != null && OptionModel.isFlag(option);
    }

    private static int wrongUsage(CommandLine.ParameterException wrong, String[] args) {
        String said = String.valueOf(wrong.getMessage());
        wrong.getCommandLine()
                .getErr()
                .println((said.endsWith(".") || said.endsWith("?") ? said : said + ".") + " " + HELP);
        return CommandLine.ExitCode.USAGE;
    }
}
