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
    private static final int BITS_PER_COLOUR = 8;
    private static final int RED_GREEN_BLUE = 2;
    private static final int COLOUR_BYTES = 3;
    private static final int HEADER_BYTES = 13;

    private SamplePicture() {}

    /** The picture of that name; the same name gives the same bytes. */
    public static byte[] png(String name) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes(SIGNATURE);
        chunk("IHDR", header(), png);
        chunk("IDAT", packed(rows(name.hashCode())), png);
        chunk("IEND", new byte[0], png);
        return png.toByteArray();
    }

    private static byte[] header() {
        return ByteBuffer.allocate(HEADER_BYTES)
                .putInt(SIDE)
                .putInt(SIDE)
                .put((byte) BITS_PER_COLOUR)
                .put((byte) RED_GREEN_BLUE)
                .array();
    }

    /** Each row begins with the number of its filter, which is none. */
    private static byte[] rows(int colour) {
        ByteBuffer rows = ByteBuffer.allocate(SIDE * (1 + SIDE * COLOUR_BYTES));
        for (int y = 0; y < SIDE; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < SIDE; x++) {
                rows.put((byte) colour).put((byte) (colour >> Byte.SIZE)).put((byte) (colour >> (2 * Byte.SIZE)));
            }
        }
        return rows.array();
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
