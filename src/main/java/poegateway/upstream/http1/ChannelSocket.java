package poegateway.upstream.http1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** A connected channel in the form of a socket, which the JDK's TLS is layered over. Its time-outs do nothing: time is kept elsewhere. */
final class ChannelSocket extends Socket {
    /** Holds the largest record of TLS 1.3, so that a record is one read and not one for its head and one for the rest. */
    private static final int BUFFER_BYTES = 17 * 1024;

    private final RawChannel raw;
    private final RecordInput in;
    private final OutputStream out;
    private volatile boolean closed;

    ChannelSocket(RawChannel raw) {
        this.raw = raw;
        this.in = new RecordInput(raw);
        this.out = raw.output();
    }

    /** Bytes that were read from the channel and that TLS has not asked for. */
    int bufferedBytes() {
        return in.to - in.from;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    /** It is connected already. */
    @Override
    public void connect(SocketAddress unused, int timeoutMillis) {}

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable InetAddress getInetAddress() {
        return null;
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setSoTimeout(int timeoutMillis) {}

    @Override
    public void shutdownInput() {}

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() throws IOException {
        closed = true;
        raw.close();
    }

    private static final class RecordInput extends InputStream {
        private final RawChannel raw;
        private final byte[] bytes = new byte[BUFFER_BYTES];
        private int from;
        private int to;

        RecordInput(RawChannel raw) {
            this.raw = raw;
        }

        @Override
        public int read() throws IOException {
            return fill() ? bytes[from++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int read = Math.min(length, to - from);
            System.arraycopy(bytes, from, target, offset, read);
            from += read;
            return read;
        }

        private boolean fill() throws IOException {
            if (from == to) {
                from = 0;
                to = 0; // first, for the read may throw
                to = Math.max(0, raw.read(bytes, 0, bytes.length));
            }
            return from < to;
        }
    }
}
