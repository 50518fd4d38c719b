package poegateway.config.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import poegateway.config.KeyConfig;
import poegateway.config.LabelNames;
import poegateway.config.setting.Checks;
import poegateway.config.setting.Doc;
import poegateway.config.tree.ConfigException;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.Settings;

/**
 * The file that {@code auth.key-file} names: a list {@code keys}, each like an item of {@code auth.keys}. It is read by
 * {@link ConfigLoader} with the settings; this entry point is for the command that makes and revokes keys.
 *
 * <p>A change keeps other entries and comments, and is there at once or not at all; two processes that change the file
 * wait for each other.
 */
public final class KeyFile {
    static final String KEYS = "keys";
    static final Settings SETTINGS = Settings.of(Content.class, new Content(List.of()));

    private final Path file;

    /** @param file need not exist, nor its folder */
    public KeyFile(Path file) {
        this.file = file;
    }

    /** What stands in it. */
    record Content(@Doc("Keys of callers.") List<KeyConfig> keys) {
        Content {
            keys = List.copyOf(keys);
            new Checks()
                    .distinct(keys.stream().map(KeyConfig::name).toList(), KEYS, ".name", LabelNames.DISTINCT)
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
        if (!text.exists()) {
            return List.of();
        }
        List<ConfigProblem> problems = new ArrayList<>();
        String content = text.text(problems).orElse("");
        throwIfAny(problems);
        return parse(content);
    }

    /**
     * Writes one more key, by its hash alone; only this user may read the file afterwards.
     *
     * @throws IllegalArgumentException with a sentence for the operator when the name is taken
     * @throws ConfigException when what stands in the file is wrong
     * @throws UncheckedIOException when the file cannot be written
     */
    public void add(KeyConfig key) {
        change(text -> {
            if (keys().stream().anyMatch(other -> other.name().equals(key.name()))) {
                throw new IllegalArgumentException(
                        "A key named '" + key.name() + "' is in " + file + " already. Choose another name.");
            }
            text.add(key);
            return true;
        });
    }

    /**
     * Marks a key as good no more; its entry stays, so that its name is not used for another.
     *
     * @return false when the file has no key of this name
     * @throws ConfigException when what stands in the file is wrong
     * @throws UncheckedIOException when the file cannot be written
     */
    public boolean revoke(String name) {
        return change(text -> text.revoke(name));
    }

    private boolean change(Function<KeyFileText, Boolean> change) {
        try {
            Path folder = folder(file);
            Files.createDirectories(folder);
            Path lock = folder.resolve("." + file.getFileName() + ".lock");
            synchronized (KeyFile.class) { // the lock on the file is between processes only
                try (FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    held.lock();
                    keys();
                    KeyFileText text = new KeyFileText(Files.exists(file) ? Files.readString(file) : "");
                    boolean changed = change.apply(text);
                    if (changed) {
                        replace(readable(text));
                    }
                    return changed;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** With comments if it can be read again so. */
    private String readable(KeyFileText changed) {
        String bare = changed.text(false);
        String commented = changed.text(true);
        try {
            return essence(parse(commented)).equals(essence(parse(bare))) ? commented : bare;
        } catch (ConfigException misplaced) {
            return bare;
        }
    }

    private static List<String> essence(List<KeyConfig> keys) {
        return keys.stream()
                .map(key -> key.name() + " " + key.digest() + " " + key.revoked())
                .toList();
    }

    private static Path folder(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
    }

    /** A temporary file belongs to this user alone where the file system knows such rights. */
    private void replace(String text) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path whole = Files.createTempFile(folder(target), ".keys", ".yaml");
        try {
            try (FileChannel out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private List<KeyConfig> parse(String text) {
        List<ConfigProblem> problems = new ArrayList<>();
        RawSettings draft = new RawSettings(Path.of(""), problems, new FileStamps());
        Placeholders placeholders = new Placeholders(new Variables(Map.of(), Map.of()));
        new YamlFile(file, placeholders, draft, problems).read(text, SETTINGS);
        Content found = new Binder(draft, problems).bind(Content.class, new Content(List.of()));
        throwIfAny(problems);
        return found.keys();
    }

    private static void throwIfAny(List<ConfigProblem> problems) {
        if (!problems.isEmpty()) {
            throw ConfigException.of(problems);
        }
    }
}
