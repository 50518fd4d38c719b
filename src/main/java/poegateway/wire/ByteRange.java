package poegateway.wire;

/** A range of bytes of a text, from the first to after the last. */
public record ByteRange(int from, int to) {
    /** No place at all. */
    public static final ByteRange NONE = new ByteRange(0, 0);
}
