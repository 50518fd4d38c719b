package poegateway.media.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;

/**
 * The part of some bytes that a caller asks for (RFC 9110, section 14).
 *
 * @param from offset of its first byte
 * @param count of its bytes
 */
public record AskedRange(long from, long count) {
    private static final Pattern RANGE = Pattern.compile("bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /**
     * The part by the header {@code Range}; empty where all is to be sent: without the header, with one that is none, and with one
     * of several parts.
     *
     * @throws FailureException with {@link FileFailure.RangeNotSatisfiable}
     */
    public static Optional<AskedRange> of(Optional<String> header, long length) {
        Optional<Matcher> matched = header.map(RANGE::matcher).filter(Matcher::matches);
        if (matched.isEmpty()) {
            return Optional.empty();
        }
        String first = matched.get().group(1);
        String last = matched.get().group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(ending(Long.parseLong(last), length));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return Optional.empty();
        }
        if (from >= length) {
            throw unsatisfiable(length);
        }
        return Optional.of(new AskedRange(from, Math.min(to, length - 1) - from + 1));
    }

    private static AskedRange ending(long count, long length) {
        if (count == 0 || length == 0) {
            throw unsatisfiable(length);
        }
        long most = Math.min(count, length);
        return new AskedRange(length - most, most);
    }

    /** As the header {@code Content-Range} says it. */
    public String contentRange(long length) {
        return "bytes " + from + "-" + (from + count - 1) + "/" + length;
    }

    private static FailureException unsatisfiable(long length) {
        return new FailureException(new FileFailure.RangeNotSatisfiable(length));
    }
}
