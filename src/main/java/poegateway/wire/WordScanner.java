package poegateway.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at eight bytes at a time: the loops that every byte of every body passes. Offsets count from the array's start. */
public final class WordScanner {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long QUOTES = 0x2222222222222222L;
    private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;
    private static final long BLANKS = 0x2020202020202020L;

    private WordScanner() {}

    /** Offset of the first byte that is not ASCII, or {@code to}. */
    public static int firstNonAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long high = (long) LONGS.get(bytes, at) & HIGH_BITS;
            if (high != 0) {
                return at + Long.numberOfTrailingZeros(high) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Offset of the first byte that is not plain text in a JSON string: quote, backslash, control byte; or {@code to}. */
    public static int endOfPlainText(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at);
            long quote = eight ^ QUOTES;
            long backslash = eight ^ BACKSLASHES;
            // As below, the lowest mark of each of the three is right, and so is the lowest of all.
            long marks =
                    ((quote - LOW_BITS) & ~quote) | ((backslash - LOW_BITS) & ~backslash) | ((eight - BLANKS) & ~eight);
            if ((marks & HIGH_BITS) != 0) {
                return at + Long.numberOfTrailingZeros(marks & HIGH_BITS) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && isPlain(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(byte character) {
        return character != '"' && character != '\\' && (character < 0 || character >= ' ');
    }

    /** Offset of the first control byte (below 0x20; line ends are such), or {@code to}. */
    public static int firstControl(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at);
            // A borrow can mark a byte wrongly only above a right one, so the lowest mark is always right.
            long below = (eight - BLANKS) & ~eight & HIGH_BITS;
            if (below != 0) {
                return at + Long.numberOfTrailingZeros(below) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && (bytes[at] < 0 || bytes[at] >= ' ')) {
            at++;
        }
        return at;
    }
}
