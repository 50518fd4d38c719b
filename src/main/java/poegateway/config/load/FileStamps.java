package poegateway.config.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How files looked at one moment, so that a later look tells whether any was changed, made or removed. */
final class FileStamps {
    private final Map<Path, Optional<Stamp>> byFile = new LinkedHashMap<>();

    /** A file's id changes when another is moved in its place. */
    private record Stamp(
            long modifiedNanos, long bytes, @Nullable Object id) {}

    /** Looks at a file, if it is not one of them yet; it need not exist. */
    public void add(Path file) {
        byFile.computeIfAbsent(file, FileStamps::look);
    }

    /** The same files as they are now. */
    FileStamps again() {
        FileStamps now = new FileStamps();
        byFile.keySet().forEach(now::add);
        return now;
    }

    boolean same(FileStamps other) {
        return byFile.equals(other.byFile);
    }

    private static Optional<Stamp> look(Path file) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            long nanos = seen.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS);
            return Optional.of(new Stamp(nanos, seen.size(), seen.fileKey()));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
