package poegateway.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ways to split bytes, as a network may. */
public final class Bytes {
    private static final int PIECE_LIMIT_BYTES = 40;

    private Bytes() {}

    public static List<byte[]> cut(byte[] bytes, int at) {
        return List.of(Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    public static List<byte[]> singly(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (byte octet : bytes) {
            pieces.add(new byte[] {octet});
        }
        return pieces;
    }

    public static List<byte[]> randomPieces(byte[] bytes, Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int next = Math.min(bytes.length, at + 1 + random.nextInt(PIECE_LIMIT_BYTES));
            pieces.add(Arrays.copyOfRange(bytes, at, next));
            at = next;
        }
        return pieces;
    }
}
