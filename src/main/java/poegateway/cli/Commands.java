package poegateway.cli;

import picocli.CommandLine;

/**
 * Every command line, as picocli reads it. Whatever refers to picocli's classes is apart from what an ordinary start runs:
 * Java's cache cannot hold it.
 */
final class Commands {
    private static final String HELP = "See --help.";

    private Commands() {}

    /** Runs the command that these words name; gives the exit code of the process. */
    static int run(String... args) {
        return all().execute(args);
    }

    /** All commands with their options, as picocli knows them. */
    static CommandLine all() {
        return new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedArgumentsAllowed(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler(Commands::wrongUsage)
                .setExecutionStrategy(Commands::execute);
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
                            "'" + word + "' is before '" + asked.getCommandName()
                                    + "', which ignores it there. Put it after the command.");
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
