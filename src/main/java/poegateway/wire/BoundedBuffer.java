package poegateway.wire;

import java.util.Arrays;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

/** A growing buffer for a piece of Poe's answer, with an end to its growth, in memory of a lease. */
final class BoundedBuffer {
    private static final int FIRST_BYTES = 1_024;
    /** What an emptied buffer may keep. */
    private static final int KEPT_BYTES = 8 * 1_024;

    private final int limitBytes;
    private final int roomBytes;
    private final MemoryLease memory;
    private byte[] bytes = new byte[0];
    private int length;

    /**
     * @param limitBytes the limit, as its failure names it
     * @param moreBytes room over the limit for what it does not count
     */
    BoundedBuffer(int limitBytes, int moreBytes, MemoryLease memory) {
        this.limitBytes = limitBytes;
        this.roomBytes = limitBytes + moreBytes;
        this.memory = memory;
    }

    /** Throws {@link ReplyFailure.TooLarge} when it would grow over the limit. */
    void append(byte[] source, int from, int to) {
        int needed = length + (to - from);
        if (needed > roomBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(limitBytes));
        }
        if (needed > bytes.length) {
            grow(Math.max(Math.max(needed, FIRST_BYTES), (int) Math.min(roomBytes, 2L * length)));
        }
        System.arraycopy(source, from, bytes, length, to - from);
        length = needed;
    }

    /** Puts something small before what is there, whatever the limit. */
    void prepend(byte[] prefix) {
        if (length + prefix.length > bytes.length) {
            grow(length + prefix.length);
        }
        System.arraycopy(bytes, 0, bytes, prefix.length, length);
        System.arraycopy(prefix, 0, bytes, 0, prefix.length);
        length += prefix.length;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Empties it; what a large piece needed is given back. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            memory.giveBack(bytes.length);
            bytes = new byte[0];
        }
    }

    private void grow(int size) {
        memory.take(size);
        byte[] grown = Arrays.copyOf(bytes, size);
        memory.giveBack(bytes.length);
        bytes = grown;
    }
}
