package poegateway.simulator.answer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A picture of one colour, as a PNG. */
public final class SamplePicture {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int SIDE = 32;
    private static final int BITS_PER_PIXEL = 1;
    private static final int PALETTE = 3;
    private static final int HEADER_BYTES = 13;

    private SamplePicture() {}

    /** The picture of that name; the same name gives the same bytes. */
    public static byte[] png(String name) {
        return png(name, SIDE, SIDE);
    }

    /** The same in another size: each pixel is one bit, the number of the only colour. */
    public static byte[] png(String name, int width, int height) {
        int colour = name.hashCode();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk("IHDR", header(width, height), png);
        chunk(
                "PLTE",
                new byte[] {(byte) colour, (byte) (colour >> Byte.SIZE), (byte) (colour >> (2 * Byte.SIZE))},
                png);
        // Each row begins with the number of its filter, which is none.
        chunk("IDAT", packed(new byte[height * (1 + Math.ceilDiv(width, Byte.SIZE))]), png);
        chunk("IEND", new byte[0], png);
        return png.toByteArray();
    }

    private static byte[] header(int width, int height) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(width)
                .putInt(height)
                .put((byte) BITS_PER_PIXEL)
                .put((byte) PALETTE)
                .array();
    }

    private static byte[] packed(byte[] rows) {
        byte[] room = new byte[2 * rows.length];
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(rows);
            deflater.finish();
            int length = deflater.deflate(room);
            return ByteBuffer.allocate(length).put(room, 0, length).array();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(String type, byte[] content, ByteArrayOutputStream png) {
        ByteBuffer chunk = ByteBuffer.allocate(3 * Integer.BYTES + content.length);
        chunk.putInt(content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), Integer.BYTES, Integer.BYTES + content.length);
        png.writeBytes(chunk.putInt((int) sum.getValue()).array());
    }
}
