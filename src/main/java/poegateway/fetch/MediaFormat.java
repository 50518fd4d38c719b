package poegateway.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Formats of pictures, known by their bytes: what a server calls them proves nothing. */
public enum MediaFormat {
    PNG("image/png"),
    JPEG("image/jpeg"),
    WEBP("image/webp"),
    GIF("image/gif");

    /** So many bytes tell which one it is. */
    public static final int BEGINNING_BYTES = 12;

    /** Where the mark of the end is looked for: some programs write a little behind it. */
    private static final int END_BYTES = 1024;

    private static final byte[] PNG_BEGINS = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final byte[] PNG_ENDS = ascii("IEND");
    private static final byte[] JPEG_BEGINS = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] JPEG_ENDS = {(byte) 0xff, (byte) 0xd9};
    private static final byte[] RIFF = ascii("RIFF");
    private static final byte[] WEBP_IN_RIFF = ascii("WEBP");
    private static final int RIFF_HEAD_BYTES = 8;
    private static final byte[] GIF_BEGINS = ascii("GIF8");
    private static final byte[] GIF_ENDS = {0x3b};

    private final String contentType;

    MediaFormat(String contentType) {
        this.contentType = contentType;
    }

    /** Such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** Such as {@code png}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of what begins so; empty where it is none of these. */
    public static Optional<MediaFormat> of(byte[] bytes) {
        if (begins(bytes, PNG_BEGINS, 0)) {
            return Optional.of(PNG);
        }
        if (begins(bytes, JPEG_BEGINS, 0)) {
            return Optional.of(JPEG);
        }
        if (begins(bytes, RIFF, 0) && begins(bytes, WEBP_IN_RIFF, RIFF_HEAD_BYTES)) {
            return Optional.of(WEBP);
        }
        return begins(bytes, GIF_BEGINS, 0) ? Optional.of(GIF) : Optional.empty();
    }

    /** Whether the end of a file of this format is there: a length that a server announced may be wrong. */
    public boolean isWhole(byte[] bytes) {
        return switch (this) {
            case PNG -> ends(bytes, PNG_ENDS);
            case JPEG -> ends(bytes, JPEG_ENDS);
            case WEBP -> riffBytes(bytes) <= bytes.length - RIFF_HEAD_BYTES;
            case GIF -> ends(bytes, GIF_ENDS);
        };
    }

    private static long riffBytes(byte[] bytes) {
        long size = 0;
        for (int i = RIFF_HEAD_BYTES - 1; i >= RIFF.length; i--) {
            size = size << Byte.SIZE | (bytes[i] & 0xff);
        }
        return size;
    }

    private static boolean begins(byte[] bytes, byte[] mark, int at) {
        return bytes.length >= at + mark.length && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
    }

    private static boolean ends(byte[] bytes, byte[] mark) {
        for (int at = bytes.length - mark.length; at >= Math.max(0, bytes.length - END_BYTES); at--) {
            if (begins(bytes, mark, at)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
