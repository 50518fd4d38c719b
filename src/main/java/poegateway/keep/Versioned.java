package poegateway.keep;

/**
 * A value as it stood when it was read or written.
 *
 * @param version differs from that of every other write in the same store, also after a removal
 */
public record Versioned<T>(T value, long version) {}
