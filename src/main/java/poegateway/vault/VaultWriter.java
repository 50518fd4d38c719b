package poegateway.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.keep.Versioned;
import poegateway.vault.Vault.Slot;

/**
 * Writes what is to be kept. Until {@link #keep} nobody can have it, and closed before that it is gone. Each write may throw a
 * {@link FailureException}: {@link FileFailure.StorageUnavailable}, or the limits of the vault are reached. Belongs to one
 * thread.
 */
public final class VaultWriter extends OutputStream {
    /** Room is taken in steps, before something is written into it. */
    static final long STEP_BYTES = 1024L * 1024;

    private final Vault vault;
    private final String owner;
    private final String id;
    private final WritableByteChannel channel;
    private Optional<Versioned<Slot>> slot = Optional.empty();
    private long reservedBytes;
    private long writtenBytes;
    private boolean done;

    VaultWriter(Vault vault, String owner, String id, WritableByteChannel channel) {
        this.vault = vault;
        this.owner = owner;
        this.id = id;
        this.channel = channel;
    }

    @Override
    public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (writtenBytes + length > reservedBytes || slot.isEmpty()) {
            long steps = (writtenBytes + length + STEP_BYTES - 1) / STEP_BYTES;
            reserve(Math.max(writtenBytes + length, Math.min(steps * STEP_BYTES, vault.bytesMax())));
        }
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        } catch (IOException refused) {
            throw vault.refused(refused);
        }
        writtenBytes += length;
    }

    private void reserve(long bytes) {
        slot = Optional.of(vault.reserve(owner, new Slot(id, bytes), slot));
        reservedBytes = bytes;
    }

    /**
     * All is written: from now on it is there.
     *
     * @param lifetime no longer than the vault keeps things
     */
    public KeptBytes keep(Label label, Duration lifetime) {
        try {
            channel.close();
        } catch (IOException refused) {
            throw vault.refused(refused); // some systems of files tell only now that there was no room
        }
        reserve(writtenBytes);
        done = true;
        return vault.kept(owner, slot.orElseThrow(), label, lifetime);
    }

    /** Forgets what was written, unless it is kept. */
    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        try {
            channel.close();
        } catch (IOException refused) {
            var unused = vault.refused(refused);
        } finally {
            vault.abandon(owner, id);
        }
    }
}
