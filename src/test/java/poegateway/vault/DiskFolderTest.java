package poegateway.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of one process below one that several share. */
class DiskFolderTest {
    private static final String OURS = "0".repeat(32);
    private static final String OTHERS = "1".repeat(32);

    @TempDir
    private Path data;

    @Test
    void itIsMadeWhenItIsNeededForNobodyElseToRead() throws IOException {
        Path parent = data.resolve("deep/vault");
        try (DiskFolder folder = new DiskFolder(parent, OURS)) {
            assertFalse(Files.exists(parent));
            write(folder, "a");
            assertEquals("rwx------", permissions(parent));
            assertEquals("rwx------", permissions(parent.resolve(OURS)));
            assertEquals("rw-------", permissions(parent.resolve(OURS).resolve("a")));
        }
        assertEquals(List.of(), names(parent), "a process that ends leaves nothing");
    }

    @Test
    void whatADeadProcessLeftIsDeletedAndNothingElse() throws IOException {
        Path left = Files.createDirectories(data.resolve(OTHERS));
        Files.writeString(left.resolve("file-1"), "half");
        Files.writeString(data.resolve("keys.yaml"), "keys: []");
        Files.createDirectories(data.resolve("photos"));
        try (DiskFolder living = new DiskFolder(data, OURS)) {
            write(living, "a");
            new DiskFolder(data, "2".repeat(32)).deleteLeftovers();
            assertTrue(Files.exists(data.resolve(OURS).resolve("a")), "its process lives");
        }
        assertEquals(List.of("keys.yaml", "photos"), names(data));
    }

    @Test
    void aFolderThatSomebodyDeletedIsMadeAnew() throws IOException {
        try (DiskFolder folder = new DiskFolder(data, OURS)) {
            write(folder, "a");
            folder.delete("a");
            Files.delete(data.resolve(OURS));
            write(folder, "b");
            assertTrue(Files.exists(data.resolve(OURS).resolve("b")));
        }
    }

    @Test
    void aFileInTheWayIsAnErrorOfTheDiskAndSeenBefore() throws IOException {
        Path file = Files.writeString(data.resolve("file"), "no folder");
        try (DiskFolder folder = new DiskFolder(file, OURS)) {
            assertFalse(folder.seemsWritable());
            assertThrows(IOException.class, () -> folder.create("a"));
        }
        try (DiskFolder folder = new DiskFolder(data.resolve("new/one"), OURS)) {
            assertTrue(folder.seemsWritable());
        }
    }

    private static void write(DiskFolder folder, String name) throws IOException {
        try (WritableByteChannel channel = folder.create(name)) {
            channel.write(ByteBuffer.wrap("x".getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
