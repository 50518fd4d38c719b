package poegateway.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The file that {@code auth.key-file} names: a list {@code keys}, each like an item of {@code auth.keys}. It is read by
 * {@link ConfigLoader} with the settings; this door is for the command that makes and revokes keys.
 */
public final class KeyFile {
    static final String KEYS = "keys";
    static final Settings SETTINGS = Settings.of(Content.class, new Content(List.of()));

    private final Path file;

    /** @param file need not exist */
    public KeyFile(Path file) {
        this.file = file;
    }

    /** What stands in it. */
    record Content(@Doc("Keys of callers.") List<KeyConfig> keys) {
        Content {
            keys = List.copyOf(keys);
            new Checks()
                    .distinct(keys.stream().map(KeyConfig::name).toList(), KEYS, ".name", Names.DISTINCT)
                    .done();
        }
    }

    /**
     * All keys, revoked ones too; none when the file is not there.
     *
     * @throws ConfigException with the place of every problem, as at the start
     */
    public List<KeyConfig> keys() {
        TextFile text = new TextFile(Path.of(""), file);
        return text.exists() ? parse(text) : List.of();
    }

    private List<KeyConfig> parse(TextFile text) {
        List<ConfigProblem> problems = new ArrayList<>();
        Draft draft = new Draft(Path.of(""), problems);
        Placeholders placeholders = new Placeholders(new Variables(Map.of(), Map.of()));
        text.text(problems)
                .ifPresent(content -> new YamlFile(file, placeholders, draft, problems).read(content, SETTINGS));
        Content content = new Binder(draft, problems).bind(Content.class, new Content(List.of()));
        if (!problems.isEmpty()) {
            throw ConfigException.of(problems);
        }
        return content.keys();
    }
}
