package poegateway.wire;

import java.util.Arrays;
import poegateway.core.FailureException;
import poegateway.core.ReplyFailure;

/** A growing buffer for a piece of Poe's answer, with an end to its growth. */
final class Bounded {
    private static final int FIRST_BYTES = 1_024;

    private final int limitBytes;
    private byte[] bytes = new byte[0];
    private int length;

    Bounded(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Throws {@link ReplyFailure.TooLarge} when it would grow over the limit. */
    void append(byte[] source, int from, int to) {
        int needed = length + (to - from);
        if (needed > limitBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(limitBytes));
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.max(needed, FIRST_BYTES), Math.min(limitBytes, 2 * length)));
        }
        System.arraycopy(source, from, bytes, length, to - from);
        length = needed;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }
}
