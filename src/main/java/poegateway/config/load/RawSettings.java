package poegateway.config.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.config.setting.InvalidSetting;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.RawValue;
import poegateway.config.tree.Setting;
import poegateway.config.tree.SettingSource;

/** What has been written so far, later places over earlier ones; each value is read as it comes, and problems noted. */
final class RawSettings {
    private static final Pattern INDEXED = Pattern.compile("(.*?)\\[(\\d{1,9})\\](.*)");

    private final Path folder;
    private final List<ConfigProblem> problems;
    private final FileStamps files;
    private final Map<String, Setting> settings = new HashMap<>();
    private final Map<String, RawValue> written = new LinkedHashMap<>();
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, List<Item>> lists = new HashMap<>();
    private final Map<String, SettingSource> places = new HashMap<>();
    private final Set<String> spoilt = new HashSet<>();

    /**
     * @param folder where relative paths start
     * @param files takes the files that values name
     */
    public RawSettings(Path folder, List<ConfigProblem> problems, FileStamps files) {
        this.folder = folder;
        this.problems = problems;
        this.files = files;
    }

    /**
     * One item of a list or one entry of a map.
     *
     * @param path such as {@code auth.keys[2]}
     * @param name its index or its name
     */
    public record Item(String path, String name) {}

    public void set(Setting setting, RawValue text) {
        settings.put(setting.key(), setting);
        written.put(setting.key(), text);
        try {
            Object value = text.quoted()
                    ? setting.kind().readQuoted(text.text())
                    : setting.kind().read(text.text());
            values.put(setting.key(), value instanceof Path path ? file(setting, path) : value);
        } catch (RuntimeException e) {
            String expectation = e instanceof InvalidSetting invalid
                    ? invalid.refusals().getFirst().expectation()
                    : setting.kind().expectation();
            problems.add(ConfigProblem.badValue(setting, text, expectation));
        }
    }

    /** Something stands there that cannot be read, and is told already. */
    public void spoil(String key, SettingSource origin) {
        spoilt.add(key);
        places.put(key, origin);
    }

    /** A list or map is there, perhaps an empty one. */
    public void list(String key, SettingSource origin) {
        lists.putIfAbsent(key, new ArrayList<>());
        places.putIfAbsent(key, origin);
    }

    public void item(String listKey, Item item, SettingSource origin) {
        list(listKey, origin);
        lists.computeIfAbsent(listKey, key -> new ArrayList<>()).add(item);
        places.put(item.path(), origin);
    }

    /** Only these items became values. */
    void keep(String listKey, List<Item> items) {
        lists.put(listKey, new ArrayList<>(items));
    }

    boolean isListed(String key) {
        return lists.containsKey(key);
    }

    public List<Item> items(String key) {
        return List.copyOf(lists.getOrDefault(key, List.of()));
    }

    public Optional<Object> value(String path) {
        return Optional.ofNullable(values.get(path));
    }

    /** Whether somebody wrote something there, right or wrong. */
    public boolean touched(String path) {
        return written.containsKey(path) || spoilt.contains(path) || lists.containsKey(path);
    }

    public Optional<RawValue> written(String path) {
        return Optional.ofNullable(written.get(path));
    }

    Optional<Setting> setting(String path) {
        return Optional.ofNullable(settings.get(path));
    }

    /** Where this was written, else where the list or item around it was; the default's place when nowhere. */
    public SettingSource origin(String path) {
        RawValue text = written.get(path);
        if (text != null) {
            return text.origin();
        }
        return Optional.ofNullable(places.get(path)).orElseGet(SettingSource.Standard::new);
    }

    /** The path as it was written, of one that counts only the items that were kept. */
    public String original(String path) {
        String done = "";
        String rest = path;
        for (Matcher index = INDEXED.matcher(rest); index.matches(); index = INDEXED.matcher(rest)) {
            List<Item> kept = lists.getOrDefault(done + index.group(1), List.of());
            int position = Integer.parseInt(index.group(2));
            if (position >= kept.size()) {
                return done + rest;
            }
            done = kept.get(position).path();
            rest = index.group(3);
        }
        return done + rest;
    }

    /** A default that names a file is looked for from the same folder. */
    Object inFolder(Object value) {
        return value instanceof Path path ? folder.resolve(path) : value;
    }

    private Path file(Setting setting, Path path) {
        Path file = folder.resolve(path);
        files.add(file);
        boolean readable = Files.isRegularFile(file) && Files.isReadable(file);
        InvalidSetting.unless(readable || !setting.namesFile(), setting.key(), "must be a file that can be read");
        return file;
    }
}
