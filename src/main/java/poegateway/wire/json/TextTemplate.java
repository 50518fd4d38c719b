package poegateway.wire.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The form of messages that differ in one JSON string alone, as the chunks of a stream do: what stands before the string and what
 * stands after it. A message that has that form need not be parsed to find the string. Not thread-safe.
 */
public final class TextTemplate {
    private static final int BYTES_MAX = 4 * 1024;
    private static final byte[] NONE = {};

    private byte[] before = NONE;
    private byte[] after = NONE;

    /**
     * Learns the form of a message.
     *
     * @param text the inside of the one string in which others differ; nothing is learnt of one that lies elsewhere
     */
    @SuppressWarnings("ReferenceEquality") // offsets are those of one array and no other
    public void learn(byte[] message, int from, int to, JsonText text) {
        boolean liesHere = text.source() == message && text.from() >= from && text.to() <= to;
        if (!liesHere || text.from() - from > BYTES_MAX || to - text.to() > BYTES_MAX) {
            return;
        }
        if (before.length == 0 || !matches(message, from, to)) {
            before = Arrays.copyOfRange(message, from, text.from());
            after = Arrays.copyOfRange(message, text.to(), to);
        }
    }

    /** The inside of the string, if the message has the form; else null. The message must be valid but for that string's place. */
    public @Nullable JsonText find(byte[] message, int from, int to) {
        if (before.length == 0 || !matches(message, from, to)) {
            return null;
        }
        int textFrom = from + before.length;
        int textTo = to - after.length;
        return isOneString(message, textFrom, textTo) ? new JsonText(message, textFrom, textTo) : null;
    }

    private boolean matches(byte[] message, int from, int to) {
        int textFrom = from + before.length;
        int textTo = to - after.length;
        return textFrom <= textTo
                && Arrays.equals(message, from, textFrom, before, 0, before.length)
                && Arrays.equals(message, textTo, to, after, 0, after.length);
    }

    /** Whether no quote ends the string early, and no escape goes over its end. */
    private static boolean isOneString(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at == to;
    }
}
