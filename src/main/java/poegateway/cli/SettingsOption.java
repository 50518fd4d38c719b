package poegateway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.config.tree.Setting;
import poegateway.config.tree.Settings;

/**
 * An option by which the command line says something about settings. This table is what both readers of the command line
 * know of them: {@link FastArguments}, and picocli by {@link OptionModel}.
 *
 * @param name with its dashes
 * @param kind what may follow the name
 * @param key of the setting that it sets; empty for the settings' file
 * @param paramLabel its value in the help; empty where it has none or is not listed there
 * @param description for the help; empty where it is not listed there
 */
record SettingsOption(String name, Kind kind, String key, String paramLabel, String description) {
    static final SettingsOption CONFIG = new SettingsOption(
            "--config", Kind.FILE, "", "FILE", "Settings file; default config/poe-gateway.yaml if it is there.");

    /** In the order of the help; what they set wins over the flag that has the name of the setting. */
    private static final List<SettingsOption> NAMED = List.of(
            CONFIG,
            new SettingsOption(
                    "--port",
                    Kind.TEXT,
                    "server.port",
                    "PORT",
                    "Port to listen on; default 8642. Same as --server.port."),
            new SettingsOption(
                    "--host",
                    Kind.TEXT,
                    "server.host",
                    "ADDRESS",
                    "Address to listen on; default 127.0.0.1. Same as --server.host."),
            new SettingsOption(
                    "--insecure",
                    Kind.SWITCH,
                    "auth.insecure",
                    "",
                    "Serve everyone, without keys, even outside this machine. Same as --auth.insecure=true."));

    private static final String DASHES = "--";

    /** What may follow the name of an option. */
    enum Kind {
        /** The name of a file, in the same word after an equals sign or as the next word. */
        FILE,
        /** A value, written as the name of a file is. */
        TEXT,
        /** Nothing; or, in the same word, whether it holds. */
        SWITCH,
        /** A value or nothing, which is an empty value; the last of several holds. */
        SETTING
    }

    /** Options are the same when their names are; what a record has by itself Java would make at every start. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SettingsOption option && option.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Whether its value may be the next word, whatever that is. */
    boolean takesNextWord() {
        return switch (kind) {
            case FILE, TEXT -> true;
            case SWITCH, SETTING -> false;
        };
    }

    /** Every option that there is: the settings in their order, then those with names of their own. */
    static List<SettingsOption> all() {
        List<SettingsOption> all = new ArrayList<>();
        Settings.GATEWAY.all().stream()
                .map(Setting::key)
                .map(key -> ofKey(DASHES + key))
                .forEach(all::add);
        all.addAll(NAMED);
        return all;
    }

    /** The option with this name, if there is one. */
    static Optional<SettingsOption> named(String name) {
        return NAMED.stream()
                .filter(option -> option.name.equals(name))
                .findFirst()
                .or(() -> isLong(name) && Settings.GATEWAY.byKey(key(name)).isPresent()
                        ? Optional.of(ofKey(name))
                        : Optional.empty());
    }

    /** The flag of a key, be there such a setting or not; the settings' loader has the words for those that are not. */
    static SettingsOption ofKey(String name) {
        return new SettingsOption(name, Kind.SETTING, key(name), "", "");
    }

    /** Whether a name begins as those of options do. */
    static boolean isLong(String name) {
        return name.startsWith(DASHES) && name.length() > DASHES.length();
    }

    /** The name that a word begins with: all of it up to an equals sign. */
    static String nameIn(String word) {
        int equals = word.indexOf('=');
        return equals < 0 ? word : word.substring(0, equals);
    }

    private static String key(String name) {
        return name.substring(DASHES.length());
    }
}
