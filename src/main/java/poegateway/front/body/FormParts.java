package poegateway.front.body;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.media.FormField;
import poegateway.vault.TemporaryBytes;
import poegateway.vault.Vault;

/**
 * Collects the parts of a form: small ones in memory, the others on disk; all in memory while the disk takes nothing. The parser
 * swallows what its listeners throw, so that is kept here.
 */
final class FormParts extends MultiPart.AbstractPartsListener implements AutoCloseable {
    /** What is larger goes to disk. */
    static final int MEMORY_BYTES_MAX = 64 * 1024;

    private static final int FIRST_BYTES = 1024;
    private static final byte[] NOTHING = {};

    private final Vault vault;
    private final MemoryLease memory;
    private final List<FormField> fields = new ArrayList<>();
    private final List<TemporaryBytes> files = new ArrayList<>();
    private byte[] part = NOTHING;
    private int length;
    private @Nullable TemporaryBytes file;
    private @Nullable Throwable thrown;
    private boolean malformed;

    FormParts(Vault vault, MemoryLease memory) {
        this.vault = vault;
        this.memory = memory;
    }

    List<FormField> fields() {
        return List.copyOf(fields);
    }

    boolean isMalformed() {
        return malformed;
    }

    /** Throws what a part could not be collected for. */
    void rethrow() {
        switch (thrown) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException failed -> throw failed;
            default -> throw new IllegalStateException(thrown);
        }
    }

    @Override
    public void onPartContent(Content.Chunk chunk) {
        if (thrown != null) {
            return;
        }
        try {
            add(chunk.getByteBuffer().slice());
        } catch (RuntimeException | Error failed) {
            thrown = failed;
        }
    }

    private void add(ByteBuffer more) {
        if (file == null && length + more.remaining() > MEMORY_BYTES_MAX && length <= MEMORY_BYTES_MAX) {
            file = toDisk().orElse(null);
        }
        TemporaryBytes onDisk = file;
        if (onDisk != null && isWritten(onDisk, more.duplicate())) {
            return;
        }
        if (onDisk != null) {
            toMemory(onDisk);
        }
        int count = more.remaining();
        if (length + count > part.length) {
            grow(Math.max(length + count, Math.max(FIRST_BYTES, 2 * part.length)));
        }
        more.get(part, length, count);
        length += count;
    }

    /** Whether the disk took it: its room may end at any time. */
    private static boolean isWritten(TemporaryBytes onDisk, ByteBuffer more) {
        try {
            onDisk.write(more);
            return true;
        } catch (FailureException refused) {
            if (!(refused.failure() instanceof FileFailure.StorageUnavailable)) {
                throw refused;
            }
            return false;
        }
    }

    /** What the disk has of the part comes back. */
    private void toMemory(TemporaryBytes onDisk) {
        grow(Math.toIntExact(onDisk.length()));
        try (InputStream in = onDisk.read()) {
            length = in.readNBytes(part, 0, part.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        onDisk.close();
        file = null;
    }

    private void grow(int bytes) {
        memory.take(bytes);
        int before = part.length;
        part = Arrays.copyOf(part, bytes);
        memory.giveBack(before);
    }

    /** What is there of the part so far, on disk; empty where the disk takes nothing. */
    private Optional<TemporaryBytes> toDisk() {
        TemporaryBytes begun;
        try {
            begun = vault.temporary();
        } catch (FailureException refused) {
            if (refused.failure() instanceof FileFailure.StorageUnavailable) {
                return Optional.empty();
            }
            throw refused;
        }
        files.add(begun);
        if (!isWritten(begun, ByteBuffer.wrap(part, 0, length))) {
            begun.close();
            return Optional.empty();
        }
        memory.giveBack(part.length);
        part = NOTHING;
        length = 0;
        return Optional.of(begun);
    }

    @Override
    public void onPart(String name, String fileName, HttpFields headers) {
        TemporaryBytes onDisk = file;
        byte[] inMemory = part;
        int count = length;
        Supplier<InputStream> content =
                onDisk == null ? () -> new ByteArrayInputStream(inMemory, 0, count) : onDisk::read;
        fields.add(new FormField(
                name == null ? "" : name,
                Optional.ofNullable(fileName),
                Optional.ofNullable(headers.get("content-type")),
                onDisk == null ? count : onDisk.length(),
                content));
        file = null;
        part = NOTHING;
        length = 0;
    }

    @Override
    public void onFailure(Throwable failure) {
        malformed = true;
    }

    /** The parts on disk are gone; what is in memory belongs to the lease. */
    @Override
    public void close() {
        files.forEach(TemporaryBytes::close);
    }
}
