package poegateway.vault;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Files by name, such as a folder of a disk has them. Safe for all threads. */
interface VaultFiles extends Closeable {
    /** A new file, which is empty. */
    WritableByteChannel create(String name) throws IOException;

    /**
     * A file as it stands.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    SeekableByteChannel open(String name) throws IOException;

    /** Deletes a file, if there is one; whoever reads it may read on. */
    void delete(String name) throws IOException;

    /** Deletes all of them. */
    @Override
    void close();
}
