package poegateway.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Understands an ordinary command line to serve without picocli, whose classes take a fifth of the start to read: they are
 * of a form so old that Java's cache cannot hold them. It knows the same options as picocli, and leaves everything
 * beyond the ordinary to it, so that there is one place for help and mistakes.
 */
final class FastArguments {
    /** A value that begins with one of these may be an option, a quotation or a file of words. */
    private static final String SPECIAL = "-\"'@";

    /** Picocli takes none of these for a value when it follows as the next word. */
    static final Set<String> COMMANDS = Set.of(
            "serve", "check", "config", "keys", "health", "mcp", "sim", "version", "completion", "train", "help");

    private FastArguments() {}

    /** What these words say, if they are {@code serve} or nothing, then options, each once and with its value. */
    static Optional<GivenSettings> of(String... words) {
        Map<SettingsOption, String> written = new LinkedHashMap<>();
        int at = words.length > 0 && words[0].equals("serve") ? 1 : 0;
        while (at < words.length) {
            String word = words[at++];
            String name = SettingsOption.nameIn(word);
            SettingsOption option = SettingsOption.named(name).orElse(null);
            if (option == null) {
                return Optional.empty();
            }
            boolean attached = name.length() < word.length();
            boolean follows = !attached && option.takesNextWord() && at < words.length;
            String value = attached ? word.substring(name.length() + 1) : follows ? words[at++] : "";
            if (!isOrdinary(option, attached, value) || written.putIfAbsent(option, value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(GivenSettings.of(written));
    }

    private static boolean isOrdinary(SettingsOption option, boolean attached, String value) {
        if (option.kind() == SettingsOption.Kind.SWITCH) {
            return !attached;
        }
        boolean command = !attached && COMMANDS.contains(value);
        return !value.isEmpty() && SPECIAL.indexOf(value.charAt(0)) < 0 && !command;
    }
}
