package poegateway.simulator.answer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A picture of one colour, as a lossless WebP. */
public final class SampleWebp {
    private static final int SIDE = 32;
    private static final int SIDE_BITS = 14;
    private static final int SIGNATURE = 0x2f;
    private static final int OPAQUE = 0xff;
    private static final int FLAGS = 3;
    private static final int RIFF_HEAD_BYTES = 12;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int ROOM_BYTES = 32;

    private final byte[] bits = new byte[ROOM_BYTES];
    private int length;

    private SampleWebp() {}

    /** The picture of that name; the same name gives the same bytes. */
    public static byte[] webp(String name) {
        int colour = name.hashCode();
        SampleWebp picture = new SampleWebp();
        picture.put(SIGNATURE, Byte.SIZE);
        picture.put(SIDE - 1, SIDE_BITS);
        picture.put(SIDE - 1, SIDE_BITS);
        picture.put(0, 1 + FLAGS); // no transparency, version 0
        picture.put(0, FLAGS); // no transform, no cache of colours, one set of codes
        picture.code(colour >> Byte.SIZE);
        picture.code(colour);
        picture.code(colour >> (2 * Byte.SIZE));
        picture.code(OPAQUE);
        picture.put(1, FLAGS + 1); // distances: one symbol, which is 0
        return picture.file();
    }

    /** A code with one symbol, which takes no bits: all pixels have it. */
    private void code(int symbol) {
        put(1, 1);
        put(0, 1);
        put(1, 1);
        put(symbol & OPAQUE, Byte.SIZE);
    }

    private void put(int value, int count) {
        for (int i = 0; i < count; i++) {
            bits[length / Byte.SIZE] |= (byte) ((value >> i & 1) << length % Byte.SIZE);
            length++;
        }
    }

    private byte[] file() {
        int contentBytes = (length + Byte.SIZE - 1) / Byte.SIZE;
        int evenBytes = contentBytes + contentBytes % 2;
        ByteBuffer webp = ByteBuffer.allocate(RIFF_HEAD_BYTES + CHUNK_HEAD_BYTES + evenBytes)
                .order(ByteOrder.LITTLE_ENDIAN);
        webp.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(Integer.BYTES + CHUNK_HEAD_BYTES + evenBytes);
        webp.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(contentBytes);
        return webp.put(bits, 0, contentBytes).array();
    }
}
