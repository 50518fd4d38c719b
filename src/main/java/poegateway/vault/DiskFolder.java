package poegateway.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of this process alone, below one that several may share. It is made when it is first needed, for nobody else to read. A
 * lock tells whether its process lives: what others left behind is deleted, what they use is not.
 */
final class DiskFolder implements VaultFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DiskFolder.class);
    private static final Pattern FOLDER = Pattern.compile("[0-9a-f]{32}");
    private static final String LOCK = ".lock";
    private static final FileAttribute<?>[] NOTHING = {};

    private final Path parent;
    private final Path folder;
    private final Path lockFile;
    private final boolean posix;
    private @Nullable FileChannel lock;

    /** @param name 32 hexadecimal digits that no other process has */
    DiskFolder(Path parent, String name) {
        this.parent = parent.toAbsolutePath();
        this.folder = this.parent.resolve(name);
        this.lockFile = this.parent.resolve(name + LOCK);
        this.posix = parent.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Deletes what processes left behind that are gone. */
    void deleteLeftovers() {
        if (!Files.isDirectory(parent)) {
            return;
        }
        try (Stream<Path> folders = Files.list(parent)) {
            folders.filter(left -> FOLDER.matcher(left.getFileName().toString()).matches())
                    .forEach(DiskFolder::deleteUnlessLocked);
        } catch (IOException | UncheckedIOException unreadable) {
            LOG.warn("Files left in {} cannot be deleted: {}", parent, unreadable.toString());
        }
    }

    /** Whether the folder is there or may be made, as far as that is known without writing. */
    boolean seemsWritable() {
        Path nearest = parent;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        return nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest);
    }

    @Override
    public WritableByteChannel create(String name) throws IOException {
        prepare();
        try {
            return created(name);
        } catch (NoSuchFileException removed) {
            release();
            prepare();
            return created(name);
        }
    }

    private FileChannel created(String name) throws IOException {
        return FileChannel.open(
                folder.resolve(name),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                readableByOwner("rw-------"));
    }

    @Override
    public SeekableByteChannel open(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), StandardOpenOption.READ);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public synchronized void close() {
        if (lock != null) {
            deleteQuietly(folder, lockFile);
            release();
        }
    }

    private synchronized void prepare() throws IOException {
        if (lock != null) {
            return;
        }
        Files.createDirectories(parent, readableByOwner("rwx------"));
        FileChannel locked = FileChannel.open(
                lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), readableByOwner("rw-------"));
        try {
            if (locked.tryLock() == null) {
                throw new IOException("another process has locked " + lockFile);
            }
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, readableByOwner("rwx------"));
            }
            lock = locked;
        } finally {
            if (lock == null) {
                locked.close();
            }
        }
    }

    private synchronized void release() {
        if (lock != null) {
            closeQuietly(lock);
            lock = null;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException unclosed) {
            LOG.debug("a lock cannot be released", unclosed);
        }
    }

    private FileAttribute<?>[] readableByOwner(String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NOTHING;
    }

    private static void deleteUnlessLocked(Path left) {
        Path lockFile = left.resolveSibling(left.getFileName() + LOCK);
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                deleteQuietly(left, lockFile);
            }
        } catch (OverlappingFileLockException used) {
            LOG.debug("{} is in use", left);
        } catch (IOException unreadable) {
            LOG.warn("{} was left behind and cannot be deleted: {}", left, unreadable.toString());
        }
    }

    private static void deleteQuietly(Path folder, Path lockFile) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
            Files.delete(folder);
            Files.deleteIfExists(lockFile);
        } catch (IOException | UncheckedIOException left) {
            LOG.warn("{} cannot be deleted: {}", folder, left.toString());
        }
    }
}
