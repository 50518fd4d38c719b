package poegateway.cli;

import java.util.List;
import picocli.CommandLine;

/** Mistakes on the command line, in words that say what was probably meant. */
final class UsageErrors {
    private UsageErrors() {}

    /** Refuses the first word of a command that is no option, no value and no command. */
    static void refuseUnmatched(CommandLine command) {
        command.getUnmatchedArguments().stream().findFirst().ifPresent(word -> {
            throw unknown(command, word);
        });
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
}
