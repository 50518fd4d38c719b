package poegateway.dialect.bot.codec;

import java.util.Arrays;
import poegateway.wire.json.JsonText;

/** A piece of text that waits until it is known what it is. */
final class HeldText {
    private static final int FIRST_BYTES = 64;

    private byte[] bytes = new byte[0];
    private int length;

    void append(byte[] source, int from, int to) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(FIRST_BYTES, 2 * needed));
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

    /** Forgets all but the first bytes. */
    void shorten(int bytesKept) {
        length = bytesKept;
    }

    /** All of it, in an array of its own; nothing is held then. */
    JsonText take() {
        JsonText text = new JsonText(Arrays.copyOf(bytes, length), 0, length);
        clear();
        return text;
    }

    void clear() {
        length = 0;
        bytes = new byte[0];
    }
}
