package poegateway.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonWriter;

/**
 * The file in which registered tools are kept, for this user alone to read. What is written is there at once or not at all; when that
 * fails, the file is as it was. Several gateways may have the same: whoever changes it holds its lock, which lies beside it.
 */
final class ToolFile {
    private static final long BYTES_MAX = 128L * 1024 * 1024;
    private static final String TOOLS = "tools";

    private final Path file;
    private final Disk disk;

    /** Writes to an open file. */
    @FunctionalInterface
    interface Disk {
        Disk REAL = (channel, bytes) -> {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        };

        void write(FileChannel channel, ByteBuffer bytes) throws IOException;
    }

    /** By what one state of a file differs from another; its id changes when another is moved in its place. */
    record Stamp(FileTime modified, long bytes, @Nullable Object id) {}

    /** Work on the file that no other gateway's may come between. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws IOException;
    }

    /** @param file need not exist, nor its folder */
    ToolFile(Path file, Disk disk) {
        this.file = file.toAbsolutePath();
        this.disk = disk;
    }

    /** Its state; empty where it is not there, or cannot be looked at. */
    Optional<Stamp> stamp() {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(seen.lastModifiedTime(), seen.size(), seen.fileKey()));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** Waits for the lock, and makes a change. */
    <T> T locked(Change<T> change) throws IOException {
        Files.createDirectories(folder(file));
        Path lock = folder(file).resolve("." + file.getFileName() + ".lock");
        synchronized (ToolFile.class) { // the lock on the file is between processes only
            try (FileChannel held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                held.lock();
                return change.make();
            }
        }
    }

    /**
     * The definitions in it; none when the file is not there.
     *
     * @throws IOException with a sentence when it cannot be read, or is not what {@link #write} makes
     */
    List<JsonSlice> read() throws IOException {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IOException(file + " is larger than " + BYTES_MAX + " bytes");
            }
            return definitions(Files.readAllBytes(file));
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (JsonFault damaged) {
            throw new IOException(file + " is not valid JSON at " + damaged.place(), damaged);
        }
    }

    private List<JsonSlice> definitions(byte[] bytes) throws IOException, JsonFault {
        JsonCursor cursor = new JsonCursor(bytes);
        cursor.need();
        JsonSlice all = cursor.slice();
        cursor.finish();
        JsonSlice tools = all.isObject() ? JsonMembers.of(all).getOrDefault(TOOLS, JsonSlice.NULL) : JsonSlice.NULL;
        if (!tools.isArray()) {
            throw new IOException(file + " is not a list of tools");
        }
        return JsonMembers.elements(tools);
    }

    /** To be called by whoever holds the lock. */
    void write(Collection<JsonSlice> definitions) throws IOException {
        JsonWriter json = new JsonWriter();
        json.beginObject().name(TOOLS).beginArray();
        definitions.forEach(json::value);
        ByteBuffer bytes = ByteBuffer.wrap(json.endArray().endObject().written().toByteArray());
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path whole = Files.createTempFile(folder(target), ".tools", ".json"); // which nobody else may read
        try {
            try (FileChannel out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                disk.write(out, bytes);
            }
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNullElse(file.getParent(), Path.of("/"));
    }
}
