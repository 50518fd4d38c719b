package poegateway.upstream.http1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** An open connection, with what was read from it and not consumed. Belongs to one call at a time. */
final class Connection implements Closeable {
    private final RawChannel raw;
    private final @Nullable Tls tls;
    private final InputBuffer in;
    private final long openedNanos;
    private boolean used;

    /** The layer of TLS over the channel. */
    record Tls(ChannelSocket below, InputStream in, OutputStream out) {}

    Connection(RawChannel raw, @Nullable Tls tls, long openedNanos) {
        this.raw = raw;
        this.tls = tls;
        this.in = new InputBuffer(this::receive);
        this.openedNanos = openedNanos;
    }

    /** When it was opened. */
    long openedNanos() {
        return openedNanos;
    }

    InputBuffer in() {
        return in;
    }

    /** Runs before every read that would wait; null for none. */
    void beforeWait(@Nullable Runnable hook) {
        raw.beforeWait(hook);
    }

    /**
     * Whether the next byte that arrives can only be part of a reply to what is written next: nothing has arrived that was
     * not consumed, and the connection is not closed. Does not wait.
     *
     * <p>Under TLS whatever has arrived on a connection that was used before counts, even what would turn out to be no data:
     * the tickets that servers send after the handshake came before the first reply. On a new one they may just have come,
     * so there TLS is asked whether it is data.
     */
    boolean isFresh() throws IOException {
        if (tls != null && !used) {
            return holdsNoData(tls);
        }
        return holdsNothing() && raw.isSilent();
    }

    private boolean holdsNoData(Tls layer) {
        raw.setImpatient(true);
        try {
            layer.in().read(new byte[1]);
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        } catch (IOException closed) {
            return false;
        } finally {
            raw.setImpatient(false);
        }
    }

    /** Whether all that was read from the channel was consumed. */
    boolean holdsNothing() throws IOException {
        return in.isEmpty()
                && (tls == null || (tls.in().available() == 0 && tls.below().bufferedBytes() == 0));
    }

    /** Bytes that the kernel has taken so far, as they are below TLS. */
    long sentBytes() {
        return raw.writtenBytes();
    }

    void send(byte[] bytes, int offset, int length) throws IOException {
        used = true;
        if (tls == null) {
            raw.write(bytes, offset, length);
        } else {
            tls.out().write(bytes, offset, length);
        }
    }

    private int receive(byte[] target, int offset, int length) throws IOException {
        try {
            return tls == null ? raw.read(target, offset, length) : tls.in().read(target, offset, length);
        } catch (IOException failed) {
            raw.rethrowHookFailure();
            throw failed;
        }
    }

    /**
     * Closes without a word of TLS, which could wait: nothing that matters is on its way when we close.
     */
    @Override
    public void close() throws IOException {
        raw.close();
    }
}
