package poegateway.config;

/**
 * An amount of memory or data, at least 0.
 *
 * @param bytes the amount
 */
public record ByteSize(long bytes) {
    private static final long KIB = 1024;

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("must be at least 0 bytes, is " + bytes);
        }
    }

    public static ByteSize ofMebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, KIB * KIB));
    }
}
