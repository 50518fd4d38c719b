package poegateway.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the settings: defaults, under the file, under the environment, under flags.
 *
 * <p>Unknown keys and variables, and values that do not fit, are problems; all of them are found at once, those of a
 * value that a stronger layer overrides included. Reads no globals: everything comes with {@link ConfigSources}.
 */
public final class ConfigLoader {
    private static final Path STANDARD_FILE = Path.of("config", "poe-gateway.yaml");
    private static final Path ENV_FILE = Path.of(".env");
    private static final long FILE_BYTES_MAX = 1024 * 1024;

    private final ConfigSources sources;
    private final List<ConfigProblem> problems = new ArrayList<>();

    private ConfigLoader(ConfigSources sources) {
        this.sources = sources;
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
        Map<String, Object> values = standardFiles();
        Map<String, Written> written = new LinkedHashMap<>();
        Stream.of(file(variables), variables.settings(new KeyFile(sources.folder()), problems), flags())
                .forEach(layer -> layer.forEach((setting, text) -> {
                    written.put(setting.key(), text);
                    value(setting, text).ifPresent(value -> values.put(setting.key(), value));
                }));
        GatewayConfig config = new Binder(values, written, problems).bind();
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        Map<String, Origin> origins = new LinkedHashMap<>();
        Settings.ALL.forEach(setting -> origins.put(setting.key(), originOf(setting, written)));
        return new LoadedConfig(config, origins);
    }

    /** Defaults that name files are looked for from the working folder too. */
    private Map<String, Object> standardFiles() {
        Map<String, Object> files = new LinkedHashMap<>();
        for (Setting setting : Settings.ALL) {
            setting.standard()
                    .filter(Path.class::isInstance)
                    .ifPresent(name -> files.put(setting.key(), sources.folder().resolve((Path) name)));
        }
        return files;
    }

    private static Origin originOf(Setting setting, Map<String, Written> written) {
        Written set = written.get(setting.key());
        return set == null ? new Origin.Standard() : set.origin();
    }

    private Map<Setting, Written> file(Variables variables) {
        if (sources.file().isEmpty() && !Files.exists(sources.folder().resolve(STANDARD_FILE))) {
            return Map.of();
        }
        Path file = sources.file().orElse(STANDARD_FILE);
        return content(file)
                .map(text -> new YamlFile(file, new Placeholders(variables), problems).read(text))
                .orElseGet(Map::of);
    }

    /** Beside the named file; without one in the working folder, else beside the standard file. */
    private Map<String, Written> envFile() {
        Stream<Path> places = sources.file()
                .map(file -> Stream.of(file.resolveSibling(ENV_FILE)))
                .orElseGet(() -> Stream.of(ENV_FILE, STANDARD_FILE.resolveSibling(ENV_FILE)));
        return places.filter(file -> Files.isRegularFile(sources.folder().resolve(file)))
                .findFirst()
                .flatMap(file -> content(file).map(text -> new EnvFile(file).read(text, problems)))
                .orElseGet(Map::of);
    }

    private Map<Setting, Written> flags() {
        Map<Setting, Written> flags = new LinkedHashMap<>();
        sources.flags().forEach((key, value) -> {
            Origin origin = new Origin.Flag(key);
            Settings.byKey(key)
                    .ifPresentOrElse(
                            setting -> flag(setting, Written.plainly(value, origin), flags),
                            () -> problems.add(
                                    ConfigProblem.other(origin, key, "unknown flag", Nearest.fix(key, keys(), "--"))));
        });
        return flags;
    }

    private void flag(Setting setting, Written written, Map<Setting, Written> flags) {
        if (setting.secret()) {
            String fault = "a secret on the command line can be seen by every user of the machine";
            String fix = "Set the variable " + setting.variable() + " instead.";
            problems.add(ConfigProblem.other(written.origin(), setting.key(), fault, fix));
        } else {
            flags.put(setting, written);
        }
    }

    private static List<String> keys() {
        return Settings.ALL.stream().map(Setting::key).toList();
    }

    private Optional<Object> value(Setting setting, Written written) {
        try {
            Object value = setting.kind().read(written.text());
            return Optional.of(value instanceof Path path ? resolved(setting, path) : value);
        } catch (RuntimeException e) {
            String expectation = e instanceof InvalidSetting invalid
                    ? invalid.expectation()
                    : setting.kind().expectation();
            problems.add(ConfigProblem.badValue(setting, written, expectation));
            return Optional.empty();
        }
    }

    private Path resolved(Setting setting, Path path) {
        Path file = sources.folder().resolve(path);
        boolean readable = Files.isRegularFile(file) && Files.isReadable(file);
        InvalidSetting.unless(readable || !setting.namesFile(), setting.key(), "must be a file that can be read");
        return file;
    }

    /** The file's text; empty when it cannot be had, and then the problem is noted. */
    private Optional<String> content(Path name) {
        Path file = sources.folder().resolve(name);
        try {
            if (Files.size(file) <= FILE_BYTES_MAX) {
                return Optional.of(Files.readString(file));
            }
            unreadable(name, "the file is larger than 1 MiB", "Give the file that holds the settings.");
        } catch (CharacterCodingException e) {
            unreadable(name, "the file is not UTF-8 text", "Save it as UTF-8.");
        } catch (IOException e) {
            unreadable(name, "the file cannot be read", "Check its name and its rights.");
        }
        return Optional.empty();
    }

    private void unreadable(Path name, String fault, String fix) {
        problems.add(ConfigProblem.other(new Origin.InFile(name, 1, 1), "", fault, fix));
    }
}
