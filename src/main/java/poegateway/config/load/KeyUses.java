package poegateway.config.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When each key was used last, in a file beside that of the keys: a line for each, its name and the time. A running gateway
 * writes it from time to time, so that a command can tell.
 */
public final class KeyUses {
    private static final String ENDING = ".used";
    private static final long BYTES_MAX = 1 << 20;

    private final Path file;

    /** @param keyFile beside which it lies */
    public KeyUses(Path keyFile) {
        this.file = keyFile.resolveSibling(keyFile.getFileName() + ENDING);
    }

    /** By the name of the key; empty where nothing was noted, or it cannot be read. */
    public Map<String, Instant> read() {
        Map<String, Instant> uses = new TreeMap<>();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= BYTES_MAX) {
                Files.readAllLines(file).forEach(line -> note(line, uses));
            }
        } catch (IOException unreadable) {
            return Map.of();
        }
        return uses;
    }

    private static void note(String line, Map<String, Instant> uses) {
        String[] parts = line.split(" ", 2);
        try {
            if (parts.length == 2) {
                uses.put(parts[0], Instant.parse(parts[1]));
            }
        } catch (DateTimeParseException damaged) {
            // a line that tells nothing
        }
    }

    /**
     * Notes further uses; what the file has of other keys stays, and of two times the later one.
     *
     * @throws IOException when the folder cannot be written
     */
    public void add(Map<String, Instant> later) throws IOException {
        Map<String, Instant> all = new TreeMap<>(read());
        later.forEach((name, time) -> all.merge(name, time, (one, other) -> one.isAfter(other) ? one : other));
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("/"));
        Path whole = Files.createTempFile(folder, ".keys", ENDING);
        try {
            Files.writeString(
                    whole,
                    all.entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                            .collect(Collectors.joining()));
            Files.move(whole, file.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
