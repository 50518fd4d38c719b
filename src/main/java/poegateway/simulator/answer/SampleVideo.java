package poegateway.simulator.answer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A film of one colour, 16 by 16 pixels and one second long: an MP4 with H.264, in which each pixel stands as it is. */
public final class SampleVideo {
    private static final int SIDE = 16;
    private static final int FRAMES = 8;
    private static final int SECOND = 1000;
    private static final int LUMA_BYTES = SIDE * SIDE;
    private static final int CHROMA_BYTES = LUMA_BYTES / 4;

    /** Shades that every player shows, and that hold no mark of the format. */
    private static final int DARKEST = 16;

    private static final int SHADES = 220;
    private static final int BOX_HEAD_BYTES = 8;

    /** Baseline profile, one macroblock, frames in the order in which they come. */
    private static final byte[] SEQUENCE = bits("01100111 01000010 11000000 00001010 1 1 011 010 0 1 1 1 1 0 0 1");

    private static final byte[] PICTURE = bits("01101000 1 1 0 0 1 1 1 0 00 1 1 1 0 0 0 1");

    /** Each frame stands by itself; two in a row must not have the same number. */
    private static final byte[] EVEN_FRAME = bits("01100101 1 0001000 1 0000 1 0 0 1 000011010");

    private static final byte[] ODD_FRAME = bits("01100101 1 0001000 1 0000 010 0 0 1 000011010");
    private static final byte[] FRAME_END = bits("1");
    private static final int[] UNTURNED = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

    private SampleVideo() {}

    /** The film of that name; the same name gives the same bytes. */
    public static byte[] mp4(String name) {
        byte[][] frames = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = frame(i % 2 == 0 ? EVEN_FRAME : ODD_FRAME, name.hashCode());
        }
        byte[] type = box("ftyp", ascii("isom"), ints(0x200), ascii("isomiso2avc1mp41"));
        int before = type.length + film(frames[0].length, 0).length + BOX_HEAD_BYTES;
        return joined(type, film(frames[0].length, before), box("mdat", joined(frames)));
    }

    private static byte[] frame(byte[] head, int colour) {
        byte[] pixels = new byte[LUMA_BYTES + 2 * CHROMA_BYTES];
        Arrays.fill(pixels, 0, LUMA_BYTES, shade(colour));
        Arrays.fill(pixels, LUMA_BYTES, LUMA_BYTES + CHROMA_BYTES, shade(colour >> Byte.SIZE));
        Arrays.fill(pixels, LUMA_BYTES + CHROMA_BYTES, pixels.length, shade(colour >> (2 * Byte.SIZE)));
        byte[] unit = joined(head, pixels, FRAME_END);
        return joined(ints(unit.length), unit);
    }

    private static byte shade(int colour) {
        return (byte) (DARKEST + Math.floorMod(colour, SHADES));
    }

    private static byte[] film(int frameBytes, int at) {
        byte[] head = box(
                "mvhd",
                ints(0, 0, 0, SECOND, SECOND, 0x10000, 0x01000000, 0, 0),
                ints(UNTURNED),
                new byte[24],
                ints(2));
        byte[] track =
                box("tkhd", ints(7, 0, 0, 1, 0, SECOND, 0, 0, 0, 0), ints(UNTURNED), ints(SIDE << 16, SIDE << 16));
        byte[] media = box(
                "mdia",
                box("mdhd", ints(0, 0, 0, SECOND, SECOND, 0x55c40000)),
                box("hdlr", ints(0, 0), ascii("vide"), new byte[13]),
                box(
                        "minf",
                        box("vmhd", ints(1), new byte[8]),
                        box("dinf", box("dref", ints(0, 1), box("url ", ints(1)))),
                        samples(frameBytes, at)));
        return box("moov", head, box("trak", track, media));
    }

    private static byte[] samples(int frameBytes, int at) {
        return box(
                "stbl",
                box("stsd", ints(0, 1), description()),
                box("stts", ints(0, 1, FRAMES, SECOND / FRAMES)),
                box("stsc", ints(0, 1, 1, FRAMES, 1)),
                box("stsz", ints(0, 0, FRAMES), sizes(frameBytes)),
                box("stco", ints(0, 1, at)));
    }

    private static byte[] sizes(int frameBytes) {
        int[] all = new int[FRAMES];
        Arrays.fill(all, frameBytes);
        return ints(all);
    }

    private static byte[] description() {
        byte[] codec = box(
                "avcC",
                new byte[] {
                    1, SEQUENCE[1], SEQUENCE[2], SEQUENCE[3], (byte) 0xff, (byte) 0xe1, 0, (byte) SEQUENCE.length
                },
                SEQUENCE,
                new byte[] {1, 0, (byte) PICTURE.length},
                PICTURE);
        return box(
                "avc1",
                ints(0, 1),
                new byte[16],
                ints(SIDE << 16 | SIDE, 0x480000, 0x480000, 0, 1 << 16),
                new byte[30],
                ints(0x18ffff),
                codec);
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] inside = joined(content);
        return joined(ints(BOX_HEAD_BYTES + inside.length), ascii(type), inside);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ints(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Digits 0 and 1, filled up with 0 to whole bytes; blanks are for the reader. */
    private static byte[] bits(String text) {
        String digits = text.replace(" ", "");
        byte[] bytes = new byte[(digits.length() + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < digits.length(); i++) {
            bytes[i / Byte.SIZE] |= (byte) ((digits.charAt(i) - '0') << (Byte.SIZE - 1 - i % Byte.SIZE));
        }
        return bytes;
    }
}
