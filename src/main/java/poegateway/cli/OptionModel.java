package poegateway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of {@link SettingsOption} as picocli's model has them. */
final class OptionModel {
    /** Stands for a value that is missing: no word of a command line can hold this character. */
    private static final String MISSING = "\0";

    private OptionModel() {}

    /** Lets a command have every option about settings. */
    static void declareAll(CommandSpec command) {
        SettingsOption.all().forEach(option -> command.addOption(of(option).build()));
        command.preprocessor(new UnknownFlags());
    }

    /** The option that names the settings' file, for commands that have no other about settings. */
    static OptionSpec.Builder config(String description) {
        return of(SettingsOption.CONFIG).description(description);
    }

    /** The settings' file that a command was given. */
    static Optional<Path> file(@Nullable CommandSpec command) {
        return Optional.ofNullable(command)
                .flatMap(known -> written(known.findOption(SettingsOption.CONFIG.name())))
                .map(Path::of);
    }

    /** What a command was given. */
    static GivenSettings given(CommandSpec command) {
        Map<SettingsOption, String> written = new LinkedHashMap<>();
        for (OptionSpec option : command.options()) {
            if (option.userObject() instanceof SettingsOption known) {
                written(option).ifPresent(value -> written.put(known, value));
            }
        }
        return GivenSettings.of(written);
    }

    /** Whether the option is the flag of a setting, or an unknown one: those have no name of their own in the help. */
    static boolean isFlag(OptionSpec option) {
        return option.userObject() instanceof SettingsOption known && known.kind() == SettingsOption.Kind.SETTING;
    }

    private static OptionSpec.Builder of(SettingsOption option) {
        OptionSpec.Builder builder = OptionSpec.builder(option.name())
                .description(option.description())
                .userObject(option)
                .preprocessor(new AttachedValues());
        return switch (option.kind()) {
            case FILE -> builder.type(Path.class).paramLabel(option.paramLabel());
            case TEXT -> builder.type(String.class).paramLabel(option.paramLabel());
            case SWITCH -> builder.type(boolean.class);
            case SETTING ->
                builder.type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("0..1")
                        .fallbackValue(MISSING)
                        .hidden(true);
        };
    }

    private static Optional<String> written(OptionSpec option) {
        Object value = option.getValue();
        return switch (value) {
            case null -> Optional.empty();
            case Boolean holds -> holds ? Optional.of("") : Optional.empty();
            case List<?> values ->
                values.isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.valueOf(values.getLast()).replace(MISSING, ""));
            default -> Optional.of(value.toString());
        };
    }

    /**
     * Lets a value in the word of its option be the name of a command, as in {@code --auth.mode=keys}. In a word of its own it
     * is the command.
     */
    private static final class AttachedValues implements IParameterPreprocessor {
        @Override
        public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> state) {
            boolean attached = command.parser().separator().equals(state.get("separator"));
            command.parser().allowSubcommandsAsOptionParameters(attached);
            return false;
        }
    }

    /**
     * Declares each flag of the line that is not known as one of a setting, so that the settings' loader tells of it together
     * with whatever else is wrong, and with the setting that was probably meant.
     */
    private static final class UnknownFlags implements IParameterPreprocessor {
        @Override
        public boolean preprocess(
                Stack<String> words, CommandSpec command, @Nullable ArgSpec option, Map<String, Object> state) {
            words.stream()
                    .map(SettingsOption::nameIn)
                    .filter(SettingsOption::isLong)
                    .distinct()
                    .filter(name -> !command.optionsMap().containsKey(name))
                    .forEach(name ->
                            command.addOption(of(SettingsOption.ofKey(name)).build()));
            return false;
        }
    }
}
