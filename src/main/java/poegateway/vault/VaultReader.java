package poegateway.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;

/** Reads what is kept, piece by piece. Belongs to one thread. */
public final class VaultReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VaultReader.class);
    private static final int PIECE_BYTES = 32 * 1024;

    private final SeekableByteChannel channel;
    private final long length;

    VaultReader(SeekableByteChannel channel, long length) {
        this.channel = channel;
        this.length = length;
    }

    /** Of all of it, in bytes. */
    public long length() {
        return length;
    }

    /**
     * Writes a part of it.
     *
     * @throws IOException when {@code out} throws it
     * @throws FailureException with {@link FileFailure.StorageUnavailable} when the disk does not give it
     */
    public void writeTo(OutputStream out, long from, long count) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
        long left = count;
        position(from);
        while (left > 0) {
            piece.clear().limit((int) Math.min(PIECE_BYTES, left));
            int read = read(piece);
            out.write(piece.array(), 0, read);
            left -= read;
        }
    }

    /** All of it, from where it was read last; closing that closes this. */
    public InputStream stream() {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) {
                if (left == 0 || count == 0) {
                    return left == 0 ? -1 : 0;
                }
                int read = VaultReader.this.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(count, left)));
                left -= read;
                return read;
            }

            @Override
            public void close() {
                VaultReader.this.close();
            }
        };
    }

    private void position(long from) {
        try {
            channel.position(from);
        } catch (IOException unreadable) {
            throw unreadable(unreadable.toString(), unreadable);
        }
    }

    private int read(ByteBuffer piece) {
        try {
            int read = channel.read(piece);
            if (read > 0) {
                return read;
            }
        } catch (IOException unreadable) {
            throw unreadable(unreadable.toString(), unreadable);
        }
        throw unreadable("it is shorter than it was", null);
    }

    private static FailureException unreadable(String why, @Nullable Throwable cause) {
        LOG.warn("A file of the vault cannot be read: {}", why);
        return new FailureException(new FileFailure.StorageUnavailable("it cannot be read"), cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unclosed) {
            LOG.debug("a file of the vault cannot be closed", unclosed);
        }
    }
}
