package poegateway.upstream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import poegateway.upstream.http1.MalformedResponseException;

/**
 * The body of a reply without its compression. None is asked for; gzip and deflate are undone if they come all the same. A
 * reply that is no success is worth its status even if its body cannot be read, so there what is unreadable is empty.
 */
final class ContentDecoder {
    private static final int OK = 200;
    /** Read of a body that nobody can use, so that its connection lives on. */
    private static final int SKIPPED_BYTES_MAX = 256 * 1024;

    private static final int ENCODING_CHARS_SHOWN = 40;
    private static final String BROKEN = "its compression is broken";

    private final RawReply reply;
    private final Packed packed;
    private final String encoding;
    private @Nullable InputStream unpacked;
    private boolean ended;

    private ContentDecoder(RawReply reply, String encoding) {
        this.reply = reply;
        this.packed = new Packed(reply);
        this.encoding = encoding;
    }

    /** @throws MalformedResponseException when a success is encoded in a way that cannot be undone */
    static ContentDecoder of(RawReply reply) throws MalformedResponseException {
        Optional<String> named = reply.header("content-encoding");
        String encoding =
                named.map(name -> name.strip().toLowerCase(Locale.ROOT)).orElse("");
        return switch (encoding) {
            case "", "identity" -> new ContentDecoder(reply, "");
            case "gzip", "x-gzip" -> new ContentDecoder(reply, "gzip");
            case "deflate" -> new ContentDecoder(reply, "deflate");
            default -> {
                if (reply.status() == OK) {
                    throw new MalformedResponseException(
                            "it is encoded as " + cut(encoding) + ", which was not asked for");
                }
                yield new ContentDecoder(reply, "unknown");
            }
        };
    }

    private static String cut(String encoding) {
        return encoding.substring(0, Math.min(encoding.length(), ENCODING_CHARS_SHOWN));
    }

    /**
     * Waits for at least one byte; -1 at the end.
     *
     * @throws MalformedResponseException when the compression of a success is broken
     * @throws IOException as the reply threw it
     */
    int read(byte[] target, int offset, int length) throws IOException {
        if (encoding.isEmpty()) {
            return reply.read(target, offset, length);
        }
        if (ended) {
            return -1;
        }
        int read = encoding.equals("unknown") ? skip() : readUnpacked(target, offset, length);
        ended = read < 0;
        return read;
    }

    /** Gives back what unpacks, which lies outside the heap. The reply stays open. */
    void close() {
        InputStream in = unpacked;
        if (in != null) {
            try {
                in.close();
            } catch (IOException unclosed) {
                // Below it is nothing that could fail.
            }
        }
    }

    private int readUnpacked(byte[] target, int offset, int length) throws IOException {
        try {
            InputStream in = unpacked;
            if (in == null) {
                in = encoding.equals("gzip") ? new GZIPInputStream(packed) : inflater(packed);
                unpacked = in;
            }
            int read = in.read(target, offset, length);
            return read < 0 ? skip() : read; // what follows the end is padding
        } catch (EOFException | ZipException broken) {
            if (packed.failed) {
                throw broken;
            }
            if (reply.status() == OK) {
                throw (IOException) new MalformedResponseException(BROKEN).initCause(broken);
            }
            return skip();
        }
    }

    private int skip() throws IOException {
        byte[] scratch = new byte[8 * 1024];
        int skipped = 0;
        for (int read = 0; read >= 0 && skipped < SKIPPED_BYTES_MAX; skipped += read) {
            read = reply.read(scratch, 0, scratch.length);
        }
        return -1;
    }

    /** By the standard it has the frame of zlib; some servers leave that out. */
    private static InputStream inflater(Packed packed) throws IOException {
        int first = packed.read();
        if (first < 0) {
            throw new EOFException("empty");
        }
        packed.unread(first);
        boolean framed = (first & 0x0f) == 8 && (first >> 4) <= 7;
        return new Inflated(packed, new Inflater(!framed));
    }

    /** Owns its inflater. */
    private static final class Inflated extends InflaterInputStream {
        Inflated(Packed packed, Inflater inflater) {
            super(packed, inflater);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }

    /** The body as it came; knows whether it was the one that failed. */
    private static final class Packed extends InputStream {
        private final RawReply reply;
        private final byte[] one = new byte[1];
        private int unread = -1;
        private boolean failed;
        private boolean ended;

        Packed(RawReply reply) {
            this.reply = reply;
        }

        void unread(int single) {
            unread = single;
        }

        @Override
        public int read() throws IOException {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (unread >= 0) {
                target[offset] = (byte) unread;
                unread = -1;
                return 1;
            }
            failed = true;
            int read = ended ? -1 : reply.read(target, offset, length);
            failed = false;
            ended = read < 0;
            return read;
        }
    }
}
