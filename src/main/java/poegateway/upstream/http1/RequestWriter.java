package poegateway.upstream.http1;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one request; a small one with a single write. Looks at the connection right before the first byte goes out. */
final class RequestWriter extends OutputStream {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Connection connection;
    private final long sentBefore;
    private final Runnable onFirstByte;
    private final byte[] buffer;
    private int filled;
    private long contentBytes;
    private boolean began;

    private RequestWriter(Connection connection, byte[] head, long contentLength, Runnable onFirstByte) {
        this.connection = connection;
        this.sentBefore = connection.sentBytes();
        this.onFirstByte = onFirstByte;
        this.buffer = new byte[(int) Math.min(head.length + contentLength, Math.max(BUFFER_BYTES, head.length))];
        System.arraycopy(head, 0, buffer, 0, head.length);
        this.filled = head.length;
    }

    /**
     * Writes head and body.
     *
     * @param onFirstByte runs once a byte went out
     * @throws UnsentException when it failed and nothing went out
     * @throws IOException when it failed later
     */
    static void write(Http1Request request, Origin origin, Connection connection, Runnable onFirstByte)
            throws IOException {
        long length = request.content().map(Http1Request.Content::length).orElse(0L);
        RequestWriter out = new RequestWriter(connection, head(request, origin), length, onFirstByte);
        if (request.content().isPresent()) {
            request.content().get().writeTo(out);
        }
        if (out.contentBytes != length) {
            throw new IOException("a body of " + out.contentBytes + " bytes was announced with " + length);
        }
        out.flush();
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        contentBytes += length;
        if (length > buffer.length - filled) {
            flush();
        }
        if (length > buffer.length) {
            send(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, filled, length);
            filled += length;
        }
    }

    @Override
    public void flush() throws IOException {
        int ready = filled;
        filled = 0;
        if (ready > 0) {
            send(buffer, 0, ready);
        }
    }

    private void send(byte[] bytes, int offset, int length) throws IOException {
        if (!began && !connection.isFresh()) {
            throw new UnsentException("the connection was closed, or spoke before it was asked");
        }
        try {
            connection.send(bytes, offset, length);
        } catch (IOException broken) {
            if (connection.sentBytes() == sentBefore) {
                throw new UnsentException(broken);
            }
            begin();
            throw broken;
        }
        begin();
    }

    private void begin() {
        if (!began) {
            began = true;
            onFirstByte.run();
        }
    }

    private static byte[] head(Http1Request request, Origin origin) {
        StringBuilder head = new StringBuilder(512);
        head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
        field(head, "Host", origin.hostHeader());
        request.headers().forEach((name, value) -> field(head, name, value));
        request.content().ifPresent(content -> field(head, "Content-Length", Long.toString(content.length())));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void field(StringBuilder head, String name, String value) {
        if (!Tokens.isName(name)) {
            throw new IllegalArgumentException("a header's name holds what HTTP does not allow there");
        }
        if (!Tokens.isValue(value)) {
            throw new IllegalArgumentException("the header " + name + " holds what HTTP does not allow there");
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
