package poegateway.upstream.http1;

import java.io.IOException;
import java.util.Arrays;

/** What was read from a connection and not yet consumed. */
final class InputBuffer {
    /** Where bytes come from. */
    @FunctionalInterface
    interface ByteSource {
        /** Waits for at least one byte; -1 at the end. */
        int read(byte[] target, int offset, int length) throws IOException;
    }

    private static final int BYTES = 8 * 1024;

    private final ByteSource source;
    private byte[] bytes = new byte[BYTES];
    private int from;
    private int to;

    InputBuffer(ByteSource source) {
        this.source = source;
    }

    boolean isEmpty() {
        return from == to;
    }

    int size() {
        return to - from;
    }

    /** A byte that is there, by its distance from the first; it stays. */
    byte peek(int index) {
        return bytes[from + index];
    }

    /** The first bytes as text, one character a byte; they stay. */
    String peekText(int start, int end) {
        return new String(bytes, from + start, end - start, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    void skip(int count) {
        from += count;
    }

    /** Copies what is there. */
    int take(byte[] target, int offset, int length) {
        int taken = Math.min(length, size());
        System.arraycopy(bytes, from, target, offset, taken);
        from += taken;
        return taken;
    }

    /** Takes what is there, or else waits; a large read goes past the buffer. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (isEmpty()) {
            if (length >= BYTES) {
                return source.read(target, offset, length);
            }
            if (!readMore()) {
                return -1;
            }
        }
        return take(target, offset, length);
    }

    /** Waits for at least one byte more; false at the end. Grows as far as what is not consumed asks for. */
    boolean readMore() throws IOException {
        makeRoom();
        int read = source.read(bytes, to, bytes.length - to);
        to += Math.max(0, read);
        return read > 0;
    }

    private void makeRoom() {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, size());
            to -= from;
            from = 0;
        }
        if (to == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }
}
