package poegateway.relay.chat;

/** A range of bytes of a body, from the first to after the last. */
record Range(int from, int to) {
    static final Range NONE = new Range(0, 0);
}
