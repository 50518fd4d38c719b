package poegateway.fetch;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a medium, as the header {@code Content-Range} tells it.
 *
 * @param from offset of its first byte
 * @param to offset of its last byte
 * @param total length of the whole
 */
public record MediaPart(long from, long to, long total) {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
    private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/(\\d{1,18})");
    private static final Pattern ASKED = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** The part that such a header tells of; empty where it tells of none. */
    public static Optional<MediaPart> of(@Nullable String contentRange) {
        Matcher told = CONTENT_RANGE.matcher(contentRange == null ? "" : contentRange);
        if (!told.matches()) {
            return Optional.empty();
        }
        MediaPart part = new MediaPart(
                Long.parseLong(told.group(1)), Long.parseLong(told.group(2)), Long.parseLong(told.group(3)));
        return Optional.of(part).filter(it -> it.from <= it.to && it.to < it.total);
    }

    /** How long the whole is, where a host has no such part of it; 0 where it does not tell. */
    public static long totalOf(@Nullable String contentRange) {
        Matcher told = UNSATISFIED.matcher(contentRange == null ? "" : contentRange);
        return told.matches() ? Long.parseLong(told.group(1)) : 0;
    }

    /** Whether a header {@code Range} asks for one part, in a form that every host knows. */
    public static boolean isAskedBy(String range) {
        Matcher asked = ASKED.matcher(range);
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return false;
        }
        return asked.group(1).isEmpty()
                || asked.group(2).isEmpty()
                || Long.parseLong(asked.group(1)) <= Long.parseLong(asked.group(2));
    }

    /** Whether this is what such a header asks for. */
    public boolean answers(String range) {
        Matcher asked = ASKED.matcher(range);
        if (!asked.matches()) {
            return false;
        }
        if (asked.group(1).isEmpty()) {
            return to == total - 1 && from == Math.max(0, total - Long.parseLong(asked.group(2)));
        }
        boolean toTheEnd = asked.group(2).isEmpty() || Long.parseLong(asked.group(2)) >= total;
        return from == Long.parseLong(asked.group(1)) && to == (toTheEnd ? total - 1 : Long.parseLong(asked.group(2)));
    }

    /** How many bytes it has. */
    public long length() {
        return to - from + 1;
    }

    /** As the header {@code Content-Range} tells it. */
    public String contentRange() {
        return "bytes " + from + "-" + to + "/" + total;
    }
}
