package poegateway.upstream.http1;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The body of a reply, by the way its end is marked. */
abstract sealed class ResponseBody
        permits ResponseBody.Sized, ChunkedBody, ResponseBody.UntilClose, ResponseBody.Unreadable {
    /** No length that anybody means is longer, and none of these overflows. */
    private static final int LENGTH_DIGITS_MAX = 18;

    private static final int FIRST_ERROR = 400;

    /** Waits for at least one byte; -1 at the end. */
    abstract int read(byte[] target, int offset, int length) throws IOException;

    /** Whether the whole body was read, as far as is known without waiting. */
    abstract boolean isEnded();

    /** Whether something can follow on the connection. */
    boolean isSelfDelimiting() {
        return true;
    }

    /**
     * How this reply marks the end of its body. A refusal is worth its status even if nobody can tell where its body ends.
     *
     * @throws MalformedResponseException when a reply that is no refusal does so in two ways, or in none that can be
     *     understood
     */
    static ResponseBody of(ResponseHead head, boolean bodiless, InputBuffer in) throws MalformedResponseException {
        try {
            return delimited(head, bodiless, in);
        } catch (MalformedResponseException undelimited) {
            if (head.status() < FIRST_ERROR) {
                throw undelimited;
            }
            return new Unreadable();
        }
    }

    private static ResponseBody delimited(ResponseHead head, boolean bodiless, InputBuffer in)
            throws MalformedResponseException {
        if (bodiless || head.isBodiless()) {
            return new Sized(in, 0);
        }
        String length = contentLength(head);
        if (isChunked(head)) {
            if (length != null) {
                throw new MalformedResponseException("it has both a Content-Length and chunks");
            }
            return new ChunkedBody(in);
        }
        return length == null ? new UntilClose(in) : new Sized(in, Long.parseLong(length));
    }

    private static boolean isChunked(ResponseHead head) throws MalformedResponseException {
        List<String> told = head.elements("transfer-encoding");
        if (told.isEmpty()) {
            return false;
        }
        List<String> codings = told.stream()
                .map(coding -> coding.toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.equals("identity"))
                .toList();
        if (codings.isEmpty()) {
            return false;
        }
        if (!codings.equals(List.of("chunked"))) {
            throw new MalformedResponseException("its Transfer-Encoding was not asked for");
        }
        return true;
    }

    /** The same length may be told more than once. */
    private static @Nullable String contentLength(ResponseHead head) throws MalformedResponseException {
        List<String> told = head.elements("content-length");
        if (told.isEmpty()) {
            return null;
        }
        String length = told.getFirst();
        if (!isLength(length) || !told.stream().allMatch(length::equals)) {
            throw new MalformedResponseException("its Content-Length is not a length");
        }
        return length;
    }

    private static boolean isLength(String text) {
        return !text.isEmpty()
                && text.length() <= LENGTH_DIGITS_MAX
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    static EOFException cutShort() {
        return new EOFException("the connection closed in the middle of the reply");
    }

    /** A body of a known length. */
    static final class Sized extends ResponseBody {
        private final InputBuffer in;
        private long left;

        Sized(InputBuffer in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(target, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw cutShort();
            }
            left -= read;
            return read;
        }

        @Override
        boolean isEnded() {
            return left == 0;
        }
    }

    /** A body that nobody can read, and after which nothing can follow. */
    static final class Unreadable extends ResponseBody {
        @Override
        int read(byte[] target, int offset, int length) {
            return -1;
        }

        @Override
        boolean isEnded() {
            return true;
        }

        @Override
        boolean isSelfDelimiting() {
            return false;
        }
    }

    /** A body that ends with its connection. */
    static final class UntilClose extends ResponseBody {
        private final InputBuffer in;
        private boolean ended;

        UntilClose(InputBuffer in) {
            this.in = in;
        }

        @Override
        int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            ended = read < 0;
            return read;
        }

        @Override
        boolean isEnded() {
            return ended;
        }

        @Override
        boolean isSelfDelimiting() {
            return false;
        }
    }
}
