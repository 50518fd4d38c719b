package poegateway;

import java.util.List;
import picocli.CommandLine;

/** The command line. */
public final class Main {
    private static final String HELP = "See --help.";

    private Main() {}

    public static void main(String[] args) {
        int exitCode = new CommandLine(new RootCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedOptionsArePositionalParams(false)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionStrategy(Main::execute)
                .execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Words that are left over mean something only to commands that read settings. */
    private static int execute(CommandLine.ParseResult given) {
        CommandLine.ParseResult last = given;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        List<String> leftOver = last.unmatched();
        CommandLine asked = last.commandSpec().commandLine();
        if (!leftOver.isEmpty() && !(asked.getCommand() instanceof SettingsCommand)) {
            throw unknown(asked, leftOver.getFirst());
        }
        return new CommandLine.RunLast().execute(given);
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
