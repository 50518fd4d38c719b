package poegateway.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** A reply that lies in memory. */
class FakeWireReply implements RawReply {
    private final int status;
    private final String encoding;
    private final byte[] body;
    private final int pieceBytes;
    private int at;
    private boolean breaks;
    long unread;
    boolean closed;
    Runnable hook = () -> {};

    FakeWireReply(int status, String encoding, byte[] body, int pieceBytes) {
        this.status = status;
        this.encoding = encoding;
        this.body = body;
        this.pieceBytes = pieceBytes;
    }

    /** After its bytes the connection breaks. */
    FakeWireReply breaking() {
        breaks = true;
        return this;
    }

    int consumed() {
        return at;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return name.equals("content-encoding") && !encoding.isEmpty() ? Optional.of(encoding) : Optional.empty();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = Math.min(Math.min(length, pieceBytes), body.length - at);
        if (read == 0) {
            if (breaks) {
                throw new EOFException("cut");
            }
            return -1;
        }
        System.arraycopy(body, at, target, offset, read);
        at += read;
        return read;
    }

    @Override
    public void beforeWait(Runnable runs) {
        hook = runs;
    }

    @Override
    public long unreadBytes() {
        return unread;
    }

    @Override
    public void close() {
        closed = true;
    }
}
