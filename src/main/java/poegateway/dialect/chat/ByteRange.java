package poegateway.dialect.chat;

/** A range of bytes of a body, from the first to after the last. */
record ByteRange(int from, int to) {
    static final ByteRange NONE = new ByteRange(0, 0);
}
