package poegateway.simulator.answer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** Half a second of sound in the formats that models give; the name decides what it is. MP3, Ogg and FLAC are silent. */
public final class SampleSound {
    private static final int MP3_FRAMES = 20;
    private static final int MP3_FRAME_BYTES = 417;
    /** MPEG 1, layer III, 128 kbit/s, 44.1 kHz, one channel; all zeros after it are silence. */
    private static final int MP3_FRAME_HEAD = 0xfffb90c4;

    private static final int RATE = 8_000;
    private static final int SAMPLES = RATE / 2;
    private static final int WAV_HEAD_BYTES = 44;
    private static final int LOUD = 8_000;
    private static final int LOWEST = 220;
    private static final int TONES = 440;

    private static final int OPUS_PACKETS = 25;
    private static final int OPUS_PACKET_SAMPLES = 960;
    private static final byte[] OPUS_SILENCE = {(byte) 0xf8, (byte) 0xff, (byte) 0xfe};
    private static final int OGG_POLYNOMIAL = 0x04c11db7;
    private static final int OGG_CHECK_AT = 22;
    private static final int FIRST_PAGE = 2;
    private static final int LAST_PAGE = 4;

    private static final int FLAC_BLOCK = 4_096;
    private static final int FLAC_INFO_BYTES = 34;
    private static final int FLAC_CHECK_8 = 0x07;
    private static final int FLAC_CHECK_16 = 0x8005;

    private SampleSound() {}

    /** The sound of that name in that format, such as {@code wav}; as an MP3 for a format that is not known here. */
    public static byte[] of(String format, String name) {
        return switch (format) {
            case "wav" -> wav(name);
            case "ogg" -> ogg(name);
            case "flac" -> flac(name);
            default -> mp3(name);
        };
    }

    /** What {@link #of} gives, such as {@code audio/wav}. */
    public static String contentType(String format) {
        return switch (format) {
            case "wav", "ogg", "flac" -> "audio/" + format;
            default -> "audio/mpeg";
        };
    }

    /** A tag with the name as title, and frames. */
    private static byte[] mp3(String name) {
        byte[] title = name.getBytes(StandardCharsets.ISO_8859_1);
        int frameBytes = 10 + 1 + title.length;
        ByteBuffer mp3 = ByteBuffer.allocate(10 + frameBytes + MP3_FRAMES * MP3_FRAME_BYTES);
        mp3.put(ascii("ID3")).put((byte) 3).putShort((short) 0);
        mp3.putInt((frameBytes >> 7 & 0x7f) << 8 | (frameBytes & 0x7f));
        mp3.put(ascii("TIT2")).putInt(1 + title.length).putShort((short) 0).put((byte) 0);
        mp3.put(title);
        for (int i = 0; i < MP3_FRAMES; i++) {
            mp3.putInt(MP3_FRAME_HEAD).position(mp3.position() + MP3_FRAME_BYTES - Integer.BYTES);
        }
        return mp3.array();
    }

    /** A tone whose height is that of the name. */
    private static byte[] wav(String name) {
        int dataBytes = SAMPLES * Short.BYTES;
        ByteBuffer wav = ByteBuffer.allocate(WAV_HEAD_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(WAV_HEAD_BYTES - 8 + dataBytes).put(ascii("WAVEfmt "));
        wav.putInt(16).putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * Short.BYTES);
        wav.putShort((short) Short.BYTES)
                .putShort((short) Short.SIZE)
                .put(ascii("data"))
                .putInt(dataBytes);
        double step = 2 * Math.PI * (LOWEST + Math.floorMod(name.hashCode(), TONES)) / RATE;
        for (int i = 0; i < SAMPLES; i++) {
            wav.putShort((short) (LOUD * Math.sin(i * step)));
        }
        return wav.array();
    }

    /** Opus in Ogg: a head, a comment with the name, and packets of silence. */
    private static byte[] ogg(String name) {
        ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
        head.put(ascii("OpusHead"))
                .put((byte) 1)
                .put((byte) 1)
                .putShort((short) 0)
                .putInt(RATE);
        byte[] maker = ascii("simulator");
        byte[] title = ("TITLE=" + name).getBytes(StandardCharsets.UTF_8);
        ByteBuffer tags = ByteBuffer.allocate(8 + 3 * Integer.BYTES + maker.length + title.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        tags.put(ascii("OpusTags")).putInt(maker.length).put(maker).putInt(1);
        tags.putInt(title.length).put(title);
        ByteArrayOutputStream ogg = new ByteArrayOutputStream();
        ogg.writeBytes(page(FIRST_PAGE, 0, 0, 1, head.array()));
        ogg.writeBytes(page(0, 1, 0, 1, tags.array()));
        ByteBuffer silence = ByteBuffer.allocate(OPUS_PACKETS * OPUS_SILENCE.length);
        while (silence.hasRemaining()) {
            silence.put(OPUS_SILENCE);
        }
        ogg.writeBytes(page(LAST_PAGE, 2, OPUS_PACKETS * OPUS_PACKET_SAMPLES, OPUS_PACKETS, silence.array()));
        return ogg.toByteArray();
    }

    /** {@code packets} of the same length, each shorter than 255 bytes. */
    private static byte[] page(int flags, int number, long samples, int packets, byte[] content) {
        ByteBuffer page = ByteBuffer.allocate(27 + packets + content.length).order(ByteOrder.LITTLE_ENDIAN);
        page.put(ascii("OggS"))
                .put((byte) 0)
                .put((byte) flags)
                .putLong(samples)
                .putInt(1)
                .putInt(number);
        page.putInt(0).put((byte) packets);
        for (int i = 0; i < packets; i++) {
            page.put((byte) (content.length / packets));
        }
        page.put(content);
        return page.putInt(OGG_CHECK_AT, oggCheck(page.array())).array();
    }

    private static int oggCheck(byte[] page) {
        int check = 0;
        for (byte each : page) {
            check ^= (each & 0xff) << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                check = check << 1 ^ (check < 0 ? OGG_POLYNOMIAL : 0);
            }
        }
        return check;
    }

    /** One block, all of whose samples have the value of the name. */
    private static byte[] flac(String name) {
        ByteBuffer flac = ByteBuffer.allocate(8 + FLAC_INFO_BYTES + 11);
        flac.put(ascii("fLaC")).putInt(0x80000000 | FLAC_INFO_BYTES);
        flac.putShort((short) FLAC_BLOCK).putShort((short) FLAC_BLOCK).position(flac.position() + 6);
        flac.putInt(RATE << 12).putInt(0xf0000000 + FLAC_BLOCK); // one channel of 16 bits each
        flac.position(8 + FLAC_INFO_BYTES);
        int from = flac.position();
        flac.put((byte) 0xff).put((byte) 0xf8).put((byte) 0xc4).put((byte) 0x08).put((byte) 0);
        flac.put((byte) check(flac, from, Byte.SIZE, FLAC_CHECK_8));
        flac.put((byte) 0).putShort((short) (name.hashCode() % 2));
        return flac.putShort((short) check(flac, from, Short.SIZE, FLAC_CHECK_16))
                .array();
    }

    private static int check(ByteBuffer bytes, int from, int bits, int polynomial) {
        int top = 1 << (bits - 1);
        IntUnaryOperator shifted = sum -> ((sum & top) == 0 ? sum << 1 : sum << 1 ^ polynomial) & (2 * top - 1);
        int check = 0;
        for (int i = from; i < bytes.position(); i++) {
            check ^= (bytes.get(i) & 0xff) << (bits - Byte.SIZE);
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                check = shifted.applyAsInt(check);
            }
        }
        return check;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
