package poegateway.upstream.http1;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A connection below TLS: of TCP, or a pair of pipes. Belongs to one thread at a time, except that any thread may close it. It knows when a read is
 * about to wait: then a hook runs first, so that whoever passes bytes on can flush once per wait and not once per chunk.
 */
final class RawChannel implements Closeable {
    /** The JDK copies what it writes or reads through memory of that size outside the heap, and keeps it. */
    private static final int PIECE_BYTES_MAX = 64 * 1024;

    private final SelectableChannel channel;
    private final ReadableByteChannel source;
    private final WritableByteChannel sink;
    private final ByteBuffer probe = ByteBuffer.allocate(1);
    private @Nullable Runnable hook;
    private @Nullable Throwable hookFailure;
    private boolean impatient;
    private long writtenBytes;

    RawChannel(SocketChannel channel) {
        this(channel, channel, channel);
    }

    private RawChannel(SelectableChannel channel, ReadableByteChannel source, WritableByteChannel sink) {
        this.channel = channel;
        this.source = source;
        this.sink = sink;
    }

    /** A connection to a server within this process. */
    static RawChannel to(InProcessPeer peer) throws IOException {
        Pipe requests = Pipe.open();
        Pipe replies = Pipe.open();
        peer.serve(requests.source(), replies.sink());
        return new RawChannel(replies.source(), replies.source(), requests.sink());
    }

    /** Runs before every read that would wait; null for none. */
    void beforeWait(@Nullable Runnable runs) {
        hook = runs;
    }

    /** Throws what the hook threw, if it did: TLS turns it into an exception of its own on the way up. */
    void rethrowHookFailure() {
        Throwable failure = hookFailure;
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    /** Bytes that the kernel has taken so far. */
    long writtenBytes() {
        return writtenBytes;
    }

    /**
     * Whether the peer has neither sent a byte nor closed the connection, as far as the kernel knows. Does not wait. After a
     * false the connection is of no use: a byte may have been lost.
     */
    boolean isSilent() {
        try {
            channel.configureBlocking(false);
            probe.clear();
            int read = source.read(probe);
            channel.configureBlocking(true);
            return read == 0;
        } catch (IOException reset) {
            return false;
        }
    }

    /** While it is impatient, a read that would wait throws a time-out at once. */
    void setImpatient(boolean impatient) {
        this.impatient = impatient;
    }

    /** Waits for at least one byte; -1 at the end. */
    int read(byte[] target, int offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.wrap(target, offset, Math.min(length, PIECE_BYTES_MAX));
        if (impatient) {
            int read = readArrived(into);
            if (read == 0) {
                throw new SocketTimeoutException("nothing has arrived");
            }
            return read;
        }
        Runnable before = hook;
        if (before == null) {
            return source.read(into);
        }
        int arrived = readArrived(into);
        if (arrived != 0) {
            return arrived;
        }
        run(before);
        return source.read(into);
    }

    private int readArrived(ByteBuffer into) throws IOException {
        channel.configureBlocking(false);
        int read = source.read(into);
        channel.configureBlocking(true);
        return read;
    }

    private void run(Runnable before) throws IOException {
        try {
            before.run();
        } catch (RuntimeException | Error failed) {
            hookFailure = failed;
            throw new IOException("the hook before the wait failed", failed);
        }
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; ) {
            int written = sink.write(ByteBuffer.wrap(bytes, from, Math.min(end - from, PIECE_BYTES_MAX)));
            writtenBytes += written;
            from += written;
        }
    }

    /** Writes as a stream, for the layer of TLS. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int single) throws IOException {
                RawChannel.this.write(new byte[] {(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                RawChannel.this.write(bytes, offset, length);
            }
        };
    }

    /** Ends whatever another thread does on it at once; never waits. */
    @Override
    public void close() throws IOException {
        try (source) {
            sink.close();
        }
    }
}
