package poegateway.config.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import poegateway.config.GatewayConfig;
import poegateway.config.tree.ConfigException;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.RawValue;
import poegateway.config.tree.Setting;
import poegateway.config.tree.SettingNames;
import poegateway.config.tree.SettingSource;
import poegateway.config.tree.Settings;
import poegateway.config.tree.SettingsListing;

/**
 * Reads the settings: defaults, under the file, under the environment, under flags.
 *
 * <p>Unknown keys and variables, and values that do not fit, are problems; all of them are found at once, those of a
 * value that a stronger layer overrides included. Reads no globals: everything comes with {@link ConfigSources}.
 */
public final class ConfigLoader {
    private static final Path STANDARD_FILE = Path.of("config", "poe-gateway.yaml");
    private static final Path ENV_FILE = Path.of(".env");
    private static final String KEYS = "auth.keys";

    private final ConfigSources sources;
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final RawSettings draft;
    private final FileStamps files = new FileStamps();

    private ConfigLoader(ConfigSources sources) {
        this.sources = sources;
        this.draft = new RawSettings(sources.folder(), problems, files);
    }

    /**
     * Reads everything once.
     *
     * @throws ConfigException with every problem, if there is any
     */
    public static LoadedConfig load(ConfigSources sources) {
        return new ConfigLoader(sources).load();
    }

    private LoadedConfig load() {
        Variables variables = new Variables(envFile(), sources.environment());
        file(variables);
        variables.settings(new PoeKeyFile(sources.folder(), files), problems).forEach(draft::set);
        flags();
        keyFile(variables);
        variables.written(KeyVariable.NAME).ifPresent(this::keyVariable);
        GatewayConfig config = new Binder(draft, problems).bind(GatewayConfig.class, GatewayConfig.defaults());
        if (!problems.isEmpty()) {
            throw ConfigException.of(problems);
        }
        Map<String, SettingSource> origins = new LinkedHashMap<>();
        SettingsListing.of(config).keySet().forEach(key -> origins.put(key, draft.origin(draft.original(key))));
        return new LoadedConfig(config, origins, files);
    }

    private void file(Variables variables) {
        TextFile file = new TextFile(sources.folder(), sources.file().orElse(STANDARD_FILE));
        files.add(file.path());
        if (sources.file().isPresent() || file.exists()) {
            yaml(file, variables, Settings.GATEWAY);
        }
    }

    private void yaml(TextFile file, Variables variables, Settings settings) {
        file.text(problems)
                .ifPresent(text ->
                        new YamlFile(file.name(), new Placeholders(variables), draft, problems).read(text, settings));
    }

    /** Beside the named file; without one in the gateway's folder, else beside the standard file. */
    private Map<String, RawValue> envFile() {
        Stream<Path> places = sources.file()
                .map(file -> Stream.of(file.resolveSibling(ENV_FILE)))
                .orElseGet(() -> Stream.of(ENV_FILE, STANDARD_FILE.resolveSibling(ENV_FILE)));
        return places.peek(file -> files.add(sources.folder().resolve(file)))
                .filter(file -> Files.isRegularFile(sources.folder().resolve(file)))
                .findFirst()
                .flatMap(file -> new TextFile(sources.folder(), file)
                        .text(problems)
                        .map(text -> new EnvFile(file).read(text, problems)))
                .orElseGet(Map::of);
    }

    private void flags() {
        sources.flags().forEach((key, value) -> {
            SettingSource origin = new SettingSource.Flag(key);
            Settings.GATEWAY
                    .byKey(key)
                    .ifPresentOrElse(
                            setting -> flag(setting, RawValue.plainly(value, origin)),
                            () -> problems.add(ConfigProblem.other(
                                    origin, key, "unknown flag", SettingNames.fix(key, keys(), "--"))));
        });
    }

    private void flag(Setting setting, RawValue written) {
        if (setting.inFileOnly()) {
            problems.add(setting.onlyInTheFile(written.origin()));
        } else if (setting.holdsSecret(written.text())) {
            String fault = "a secret on the command line can be seen by every user of the machine";
            String fix = "Set the variable " + setting.variable() + " instead.";
            problems.add(ConfigProblem.other(written.origin(), setting.key(), fault, fix));
        } else {
            draft.set(setting, written);
        }
    }

    private static List<String> keys() {
        return Settings.GATEWAY.all().stream()
                .filter(setting -> !setting.inFileOnly())
                .map(Setting::key)
                .toList();
    }

    /** Its keys come after those of the settings' file. */
    private void keyFile(Variables variables) {
        Setting setting = Settings.GATEWAY.get("auth.key-file");
        if (draft.touched(setting.key()) && draft.value(setting.key()).isEmpty()) {
            return;
        }
        Path name = draft.written(setting.key())
                .map(written -> Path.of(written.text()))
                .orElseGet(() -> GatewayConfig.defaults().auth().keyFile());
        TextFile file = new TextFile(sources.folder(), name);
        files.add(file.path());
        if (file.exists()) {
            yaml(file, variables, KeyFile.SETTINGS);
            add(draft.items(KeyFile.KEYS));
        }
    }

    private void keyVariable(RawValue variable) {
        add(new KeyVariable(draft, problems).read(variable));
    }

    private void add(List<RawSettings.Item> keys) {
        keys.forEach(key -> draft.item(KEYS, key, draft.origin(key.path())));
    }
}
