package poegateway.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Bytes of a request that is under way; nobody else can have them, and they are gone when this is closed. */
public final class TemporaryBytes extends OutputStream {
    private final Vault vault;
    private final String name;
    private final WritableByteChannel channel;
    private long writtenBytes;
    private long reservedBytes;
    private boolean closed;

    TemporaryBytes(Vault vault, String name, WritableByteChannel channel) {
        this.vault = vault;
        this.name = name;
        this.channel = channel;
    }

    @Override
    public void write(int single) {
        write(ByteBuffer.wrap(new byte[] {(byte) single}));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    /** Writes all that is left in the buffer. */
    public void write(ByteBuffer bytes) {
        int count = bytes.remaining();
        vault.reserveTemporary(count);
        reservedBytes += count;
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException refused) {
            throw vault.refused(refused);
        }
        writtenBytes += count;
    }

    /** How much was written. */
    public long length() {
        return writtenBytes;
    }

    /** Reads what was written, once it is all there. */
    public InputStream read() {
        return vault.read(name);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            channel.close();
        } catch (IOException refused) {
            var unused = vault.refused(refused);
        } finally {
            vault.dropTemporary(name, reservedBytes);
        }
    }
}
