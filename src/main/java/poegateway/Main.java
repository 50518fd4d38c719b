package poegateway;

import java.util.List;
import picocli.CommandLine;

/** The command line. */
public final class Main {
    private static final String HELP = "See --help.";

    private Main() {}

    public static void main(String[] args) {
        int exitCode = args.length == 1 && args[0].equals("health")
                ? new HealthCommand().call()
                : PlainStart.of(args).map(PlainStart::run).orElseGet(() -> parse(args));
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int parse(String... args) {
        return new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionStrategy(Main::execute)
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
            throw unknown(asked, leftOver.getFirst());
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
            throw unknown(asked, root.unmatched().getFirst());
        }
    }

    /** What to say of a word that nobody knows, with the command that was probably meant. */
    static CommandLine.ParameterException unknown(CommandLine asked, String word) {
        String meant = new CommandLine.UnmatchedArgumentException(asked, List.of(word))
                .getSuggestions().stream()
                        .filter(name -> !name.startsWith("-"))
                        .findFirst()
                        .map(name -> " Did you mean '" + name + "'?")
                        .orElse("");
        return new CommandLine.ParameterException(asked, "Unknown word '" + word + "'." + meant);
    }

    private static int wrongUsage(CommandLine.ParameterException wrong, String[] args) {
        String said = String.valueOf(wrong.getMessage());
        System.err.println((said.endsWith(".") || said.endsWith("?") ? said : said + ".") + " " + HELP);
        return CommandLine.ExitCode.USAGE;
    }
}
