package poegateway.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of an array that nobody changes, with JSON that stays as it stands. Immutable. */
abstract sealed class RawJson permits JsonSlice, JsonText {
    final byte[] source;
    final int from;
    final int to;

    RawJson(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** The array that it is a part of; must not be changed. */
    public final byte[] source() {
        return source;
    }

    /** Offset of its first byte. */
    public final int from() {
        return from;
    }

    /** Offset after its last byte. */
    public final int to() {
        return to;
    }

    /** Bytes that it has, escapes counted as they stand. */
    public final int length() {
        return to - from;
    }

    /** Its bytes as text, escapes as they stand. */
    final String raw() {
        return new String(source, from, length(), StandardCharsets.UTF_8);
    }

    final boolean hasBytesOf(RawJson that) {
        return Arrays.equals(source, from, to, that.source, that.from, that.to);
    }

    @Override
    public abstract boolean equals(Object other);

    @Override
    public final int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }
}
