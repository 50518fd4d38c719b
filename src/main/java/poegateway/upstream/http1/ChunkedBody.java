package poegateway.upstream.http1;

import java.io.IOException;

/** A body in chunks. One read takes as many chunks as have arrived. */
final class ChunkedBody extends ResponseBody {
    /** A size with its extensions, which nobody reads. */
    static final int CHUNK_LINE_BYTES_MAX = 4 * 1024;
    /** All trailers together, which nobody reads either. */
    static final int TRAILER_BYTES_MAX = 16 * 1024;

    private static final int SIZE_DIGITS_MAX = 15;

    /** What comes next. */
    private enum Part {
        SIZE,
        DATA,
        END_OF_DATA,
        TRAILERS,
        NOTHING
    }

    private final InputBuffer in;
    private Part next = Part.SIZE;
    private long left;
    private int trailerBytes;

    ChunkedBody(InputBuffer in) {
        this.in = in;
    }

    @Override
    boolean isEnded() {
        return next == Part.NOTHING;
    }

    @Override
    int read(byte[] target, int offset, int length) throws IOException {
        int read = 0;
        while (next != Part.NOTHING) {
            if (next == Part.DATA && read < length) {
                if (read > 0 && in.isEmpty()) {
                    return read;
                }
                read += data(target, offset + read, length - read);
            } else if (next == Part.DATA || !(read == 0 ? step(true) : stepOn())) {
                return read;
            }
        }
        return read == 0 ? -1 : read;
    }

    private int data(byte[] target, int offset, int length) throws IOException {
        int read = in.read(target, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw cutShort();
        }
        left -= read;
        if (left == 0) {
            next = Part.END_OF_DATA;
        }
        return read;
    }

    /** What came before a broken line is good: the next read finds the line again. */
    private boolean stepOn() throws IOException {
        try {
            return step(false);
        } catch (MalformedResponseException later) {
            return false;
        }
    }

    /** Reads the line between pieces of data; false when it has not arrived and there is no wish to wait. */
    private boolean step(boolean mayWait) throws IOException {
        int end = lineEnd(mayWait);
        if (end < 0) {
            return false;
        }
        switch (next) {
            case SIZE -> size(end);
            case END_OF_DATA -> {
                if (end > 0) {
                    throw broken();
                }
                next = Part.SIZE;
            }
            default -> trailer(end);
        }
        in.skip(end + 2);
        return true;
    }

    /** Where the line ends; -1 when that has not arrived. */
    private int lineEnd(boolean mayWait) throws IOException {
        for (int at = 0; at < CHUNK_LINE_BYTES_MAX; at++) {
            while (at + 1 >= in.size()) {
                if (!mayWait) {
                    return -1;
                }
                if (!in.readMore()) {
                    throw cutShort();
                }
            }
            if (in.peek(at) == '\r' && in.peek(at + 1) == '\n') {
                return at;
            }
            if (in.peek(at) == '\r' || in.peek(at) == '\n') {
                throw broken();
            }
        }
        throw broken();
    }

    private void size(int end) throws MalformedResponseException {
        long size = 0;
        int digits = 0;
        while (digits < end && hex(in.peek(digits)) >= 0) {
            size = (size << 4) | hex(in.peek(digits));
            digits++;
            if (digits > SIZE_DIGITS_MAX) {
                throw broken();
            }
        }
        if (digits == 0 || !extensionMayFollow(digits, end)) {
            throw broken();
        }
        left = size;
        next = size == 0 ? Part.TRAILERS : Part.DATA;
    }

    private boolean extensionMayFollow(int from, int end) {
        int at = from;
        while (at < end && (in.peek(at) == ' ' || in.peek(at) == '\t')) {
            at++;
        }
        return at == end || in.peek(at) == ';';
    }

    private static int hex(byte digit) {
        return Character.digit((char) (digit & 0xff), 16);
    }

    private void trailer(int end) throws MalformedResponseException {
        trailerBytes += end;
        if (trailerBytes > TRAILER_BYTES_MAX) {
            throw broken();
        }
        if (end == 0) {
            next = Part.NOTHING;
        }
    }

    private static MalformedResponseException broken() {
        return new MalformedResponseException("its chunks break the rules of HTTP");
    }
}
