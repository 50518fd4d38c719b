package poegateway.simulator.http1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import poegateway.simulator.wire.ServerContext;

/** What a peer sends, with a buffer that can be asked whether more is already here. */
final class Http1Input {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    Http1Input(InputStream in) {
        this.in = in;
    }

    boolean isEmpty() {
        return position == limit;
    }

    /** Waits for bytes when there are none; false when the peer will send no more. */
    boolean fill() throws IOException {
        if (isEmpty()) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return !isEmpty();
    }

    /** Reads to the next CRLF and leaves it out. */
    String line(int limitBytes) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            char c = (char) next();
            if (c == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
                return line.toString();
            }
            if (line.length() == limitBytes) {
                throw new Http1Refusal(
                        431, "the head of a request may have " + ServerContext.HEAD_LIMIT_BYTES + " bytes");
            }
            line.append(c);
        }
    }

    byte[] bytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            if (!fill()) {
                throw new EOFException("the peer left in the body");
            }
            int length = Math.min(count - done, limit - position);
            System.arraycopy(buffer, position, bytes, done, length);
            position += length;
            done += length;
        }
        return bytes;
    }

    /** Throws away what comes until the end, or that many bytes. */
    void drain(long limitBytes) throws IOException {
        for (long left = limitBytes; left > 0 && fill(); left -= limit) {
            position = limit;
        }
    }

    private int next() throws IOException {
        if (!fill()) {
            throw new EOFException("the peer left in the head");
        }
        return buffer[position++] & 0xff;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
