package poegateway.dialect.responses.codec;

import java.util.Arrays;
import poegateway.core.MemoryLease;
import poegateway.wire.json.JsonText;

/** Pieces of one text, whose memory is counted. */
final class LeasedText {
    private static final int FIRST_BYTES = 1024;

    private final MemoryLease memory;
    private byte[] bytes = {};
    private int length;

    LeasedText(MemoryLease memory) {
        this.memory = memory;
    }

    void append(JsonText piece) {
        int after = Math.addExact(length, piece.length());
        if (after > bytes.length) {
            int size = Math.max(Math.max(FIRST_BYTES, after), 2 * bytes.length);
            memory.take(size - bytes.length);
            bytes = Arrays.copyOf(bytes, size);
        }
        System.arraycopy(piece.source(), piece.from(), bytes, length, piece.length());
        length = after;
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** The text so far. What is appended later does not change it. */
    JsonText text() {
        return new JsonText(bytes, 0, length);
    }
}
