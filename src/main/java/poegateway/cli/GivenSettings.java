package poegateway.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import poegateway.config.load.ConfigSources;
import poegateway.config.tree.Settings;

/**
 * What a command line says about settings.
 *
 * @param file the settings' file that was named
 * @param flags key without dashes to value; a flag that lacks its value has an empty one
 */
record GivenSettings(Optional<Path> file, Map<String, String> flags) {
    /** The launcher's folder; without a launcher the working folder is the gateway's. */
    private static final String HOME = "poe-gateway.home";

    private static final String FILE = "file";

    GivenSettings {
        flags = Map.copyOf(flags);
    }

    /**
     * What these options say together: those with names of their own win over the flags of the same settings.
     *
     * @param written option to value; a switch is here when it holds
     */
    static GivenSettings of(Map<SettingsOption, String> written) {
        Map<String, String> flags = new LinkedHashMap<>();
        written.forEach((option, value) -> {
            if (option.kind() == SettingsOption.Kind.SETTING) {
                flags.put(option.key(), value);
            }
        });
        written.forEach((option, value) -> {
            switch (option.kind()) {
                case FILE, SETTING -> {}
                case TEXT -> flags.put(option.key(), value);
                case SWITCH -> flags.put(option.key(), "true");
            }
        });
        return new GivenSettings(
                Optional.ofNullable(written.get(SettingsOption.CONFIG)).map(Path::of), flags);
    }

    /** These settings, and beneath them those that were given before the command's name. */
    GivenSettings over(GivenSettings outer) {
        Map<String, String> all = new LinkedHashMap<>(outer.flags);
        all.putAll(flags);
        return new GivenSettings(file.or(outer::file), all);
    }

    /** Everything that settings are read from: around the gateway's own folder, wherever its launcher was called. */
    ConfigSources sources() {
        return sources(Path.of(System.getProperty(HOME, "")));
    }

    /**
     * What this command line gives is looked for from the working folder, and all else from the gateway's own, so that every
     * command means the same files.
     */
    ConfigSources sources(Path home) {
        Path here = Path.of("");
        if (home.toAbsolutePath().equals(here.toAbsolutePath())) {
            return new ConfigSources(here, file, System.getenv(), flags);
        }
        Map<String, String> fromHere = new LinkedHashMap<>();
        flags.forEach((key, value) -> fromHere.put(key, namesFile(key) ? absolute(value) : value));
        return new ConfigSources(home, file.map(Path::toAbsolutePath), System.getenv(), fromHere);
    }

    private static boolean namesFile(String key) {
        return Settings.GATEWAY
                .byKey(key)
                .filter(setting -> setting.kind().name().equals(FILE))
                .isPresent();
    }

    private static String absolute(String path) {
        return path.isBlank() ? path : Path.of(path).toAbsolutePath().toString();
    }
}
