package poegateway.fetch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Formats of pictures, sound and film, known by their bytes: what a server calls them proves nothing. */
public enum MediaFormat {
    PNG(Kind.PICTURE, "image/png"),
    JPEG(Kind.PICTURE, "image/jpeg"),
    WEBP(Kind.PICTURE, "image/webp"),
    GIF(Kind.PICTURE, "image/gif"),
    MP3(Kind.SOUND, "audio/mpeg"),
    WAV(Kind.SOUND, "audio/wav"),
    OGG(Kind.SOUND, "audio/ogg"),
    FLAC(Kind.SOUND, "audio/flac"),
    AAC(Kind.SOUND, "audio/aac"),
    M4A(Kind.SOUND, "audio/mp4"),
    MP4(Kind.FILM, "video/mp4"),
    WEBM(Kind.FILM, "video/webm");

    /** What a medium is for whoever sees or hears it. */
    public enum Kind {
        PICTURE("picture", "PNG, JPEG, WebP or GIF", "image/*"),
        SOUND("sound", "MP3, WAV, Ogg, FLAC, AAC or M4A", "audio/*"),
        FILM("video", "MP4 or WebM", "video/*");

        private final String word;
        private final String formats;
        private final String types;

        Kind(String word, String formats, String types) {
            this.word = word;
            this.formats = formats;
            this.types = types;
        }

        /** As it is called in sentences. */
        public String word() {
            return word;
        }

        /** What it may be, as the end of a sentence. */
        public String formats() {
            return formats;
        }

        /** All its types, as a header of a request has them. */
        String types() {
            return types;
        }
    }

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
    private static final byte[] WAVE_IN_RIFF = ascii("WAVE");
    private static final byte[] MP3_TAG = ascii("ID3");
    private static final byte[] OGG_PAGE = ascii("OggS");
    private static final byte[] FLAC_BEGINS = ascii("fLaC");
    private static final byte[] MATROSKA = {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3};
    private static final byte[] FILE_TYPE = ascii("ftyp");
    private static final int FILE_TYPE_AT = 4;
    private static final byte[] SOUND_BRAND = ascii("M4");

    /** The eleven bits that begin a frame of MPEG sound; the next but one tell its layer, which AAC has not. */
    private static final int FRAME_SYNC = 0xe0;

    private static final int LAYER = 0x06;
    private static final int FIRST_BYTE = 0xff;

    /** Writers that do not know yet how long a file becomes leave its length out. */
    private static final long UNKNOWN_LENGTH = 0x7fff0000L;

    private final Kind kind;
    private final String contentType;

    MediaFormat(Kind kind, String contentType) {
        this.kind = kind;
        this.contentType = contentType;
    }

    public Kind kind() {
        return kind;
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
        for (MediaFormat format : values()) {
            if (format.beginsIn(bytes)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The same for one kind alone. */
    public static Optional<MediaFormat> of(byte[] bytes, Kind kind) {
        return of(bytes).filter(format -> format.kind == kind);
    }

    private boolean beginsIn(byte[] bytes) {
        return switch (this) {
            case PNG -> begins(bytes, PNG_BEGINS, 0);
            case JPEG -> begins(bytes, JPEG_BEGINS, 0);
            case WEBP -> begins(bytes, RIFF, 0) && begins(bytes, WEBP_IN_RIFF, RIFF_HEAD_BYTES);
            case GIF -> begins(bytes, GIF_BEGINS, 0);
            case MP3 -> begins(bytes, MP3_TAG, 0) || (isFrame(bytes) && (bytes[1] & LAYER) != 0);
            case WAV -> begins(bytes, RIFF, 0) && begins(bytes, WAVE_IN_RIFF, RIFF_HEAD_BYTES);
            case OGG -> begins(bytes, OGG_PAGE, 0);
            case FLAC -> begins(bytes, FLAC_BEGINS, 0);
            case AAC -> isFrame(bytes) && (bytes[1] & LAYER) == 0;
            case M4A -> begins(bytes, FILE_TYPE, FILE_TYPE_AT) && begins(bytes, SOUND_BRAND, RIFF_HEAD_BYTES);
            case MP4 -> begins(bytes, FILE_TYPE, FILE_TYPE_AT);
            case WEBM -> begins(bytes, MATROSKA, 0);
        };
    }

    private static boolean isFrame(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] & FIRST_BYTE) == FIRST_BYTE && (bytes[1] & FRAME_SYNC) == FRAME_SYNC;
    }

    /**
     * Whether the end of a file of this format is there: a length that a server announced may be wrong. Where a file does not
     * tell where it ends, any end is one.
     */
    public boolean isWhole(byte[] bytes) {
        return switch (this) {
            case PNG -> ends(bytes, PNG_ENDS);
            case JPEG -> ends(bytes, JPEG_ENDS);
            case GIF -> ends(bytes, GIF_ENDS);
            default -> bytes.length >= leastBytes(bytes);
        };
    }

    /** Where the end of a file of this format is looked for; 0 where it has no mark. */
    int endBytes() {
        return switch (this) {
            case PNG, JPEG, GIF -> END_BYTES;
            default -> 0;
        };
    }

    /** How long a file that begins so says that it is; 0 where it does not say. */
    long leastBytes(byte[] beginning) {
        if ((this != WEBP && this != WAV) || beginning.length < RIFF_HEAD_BYTES) {
            return 0;
        }
        long size = riffBytes(beginning);
        return size >= UNKNOWN_LENGTH ? 0 : size + RIFF_HEAD_BYTES;
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
