package poegateway.cli;

import java.util.List;
import picocli.CommandLine;

/** Reads the words of the command line and runs the command that they name. */
public final class CommandRunner {
    private static final String HELP = "See --help.";

    private CommandRunner() {}

    /** Runs a command until it has ended; gives the exit code of the process. */
    public static int run(String... args) {
        return args.length == 1 && args[0].equals("health")
                ? new HealthCommand().call()
                : FastArguments.of(args).map(FastArguments::run).orElseGet(() -> parse(args));
    }

    private static int parse(String... args) {
        return new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler(CommandRunner::wrongUsage)
                .setExecutionStrategy(CommandRunner::execute)
                .execute(args);
    }

    /** Settings, and flags that nobody declared, mean something only to commands that read all settings. */
    private static int execute(CommandLine.ParseResult given) {
        CommandLine.ParseResult last = given;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine asked = last.commandSpec().commandLine();
        if (!(asked.getCommand() instanceof SettingsCommand)) {
            refuseUnseen(given, asked, last.unmatched());
        }
        return new CommandLine.RunLast().execute(given);
    }

    private static void refuseUnseen(CommandLine.ParseResult root, CommandLine asked, List<String> leftOver) {
        if (!leftOver.isEmpty()) {
            throw UsageErrors.unknown(asked, leftOver.getFirst());
        }
        root.matchedOptions().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .findFirst()
                .ifPresent(option -> {
                    String word = option.longestName();
                    throw new CommandLine.ParameterException(
                            asked,
                            "'" + word + "' stands before '" + asked.getCommandName()
                                    + "', which does not see it there.");
                });
        if (!root.unmatched().isEmpty()) {
            throw UsageErrors.unknown(asked, root.unmatched().getFirst());
        }
    }

    private static int wrongUsage(CommandLine.ParameterException wrong, String[] args) {
        String said = String.valueOf(wrong.getMessage());
        System.err.println((said.endsWith(".") || said.endsWith("?") ? said : said + ".") + " " + HELP);
        return CommandLine.ExitCode.USAGE;
    }
}
