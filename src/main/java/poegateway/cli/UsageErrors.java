package poegateway.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import poegateway.config.tree.SettingNames;

/** Mistakes on the command line, in words that say what was probably meant. */
final class UsageErrors {
    private UsageErrors() {}

    /** Refuses the first word of a command that is no option, no value and no command. */
    static void refuseUnmatched(CommandLine command) {
        command.getUnmatchedArguments().stream().findFirst().ifPresent(word -> {
            throw unknown(command, word);
        });
    }

    /**
     * Refuses a flag that can be no setting's, since those have a dot: it is an option that was mistyped, or a setting without
     * its section.
     */
    static void refuseUnknownOptions(CommandLine command, GivenSettings given) {
        given.flags().keySet().stream()
                .filter(key -> key.indexOf('.') < 0)
                .findFirst()
                .ifPresent(key -> {
                    List<String> known = Stream.concat(
                                    Stream.of("--help", "--version"),
                                    SettingsOption.all().stream().map(SettingsOption::name))
                            .map(name -> name.substring(2))
                            .toList();
                    throw new CommandLine.ParameterException(
                            command,
                            "Unknown option '--" + key + "'. "
                                    + SettingNames.meant(key, known, "--")
                                            .orElse("docs/config.md lists all settings."));
                });
    }

    /** What to say of a word that nobody knows, with the command that was probably meant. */
    static CommandLine.ParameterException unknown(CommandLine asked, String word) {
        if (word.startsWith("--")) {
            String name = SettingsOption.nameIn(word);
            List<String> known = asked.getCommandSpec().optionsMap().keySet().stream()
                    .filter(option -> option.startsWith("--"))
                    .map(option -> option.substring(2))
                    .toList();
            String suggestion = SettingNames.meant(name.substring(2), known, "--")
                    .map(question -> " " + question)
                    .orElse("");
            return new CommandLine.ParameterException(asked, "Unknown option '" + name + "'." + suggestion);
        }
        String meant = new CommandLine.UnmatchedArgumentException(asked, List.of(word))
                .getSuggestions().stream()
                        .filter(name -> !name.startsWith("-"))
                        .findFirst()
                        .map(name -> " Did you mean '" + name + "'?")
                        .orElse("");
        return new CommandLine.ParameterException(asked, "Unknown argument '" + word + "'." + meant);
    }
}
