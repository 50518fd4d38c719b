package poegateway.relay.upload;

import java.io.IOException;
import java.io.InputStream;
import poegateway.wire.json.JsonText;

/**
 * The characters of base64 that stand in a JSON string, where blanks, line ends and escapes may stand between: encoders break lines,
 * and some write each slash as an escape. Nothing may follow the padding.
 */
final class Base64Text extends InputStream {
    private static final int UNICODE_DIGITS = 4;
    private static final int HEX = 16;
    private static final int PADDING_MAX = 2;
    private static final int ASCII_MAX = 0x7F;

    private final byte[] source;
    private final int to;
    private int at;
    private int padding;

    Base64Text(JsonText text) {
        this.source = text.source();
        this.at = text.from();
        this.to = text.to();
    }

    @Override
    public int read() throws IOException {
        while (at < to) {
            int character = next();
            if (Character.isWhitespace(character)) {
                continue;
            }
            if (character == '=') {
                padding++;
            }
            boolean follows = padding > 0 && character != '=';
            if (character > ASCII_MAX || padding > PADDING_MAX || follows) {
                throw new IOException("no character of base64");
            }
            return character;
        }
        return -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int character = read();
            if (character < 0) {
                return count == 0 ? -1 : count;
            }
            into[offset + count++] = (byte) character;
        }
        return count;
    }

    private int next() {
        int octet = source[at++] & 0xFF;
        if (octet != '\\') {
            return octet;
        }
        int escaped = source[at++];
        return switch (escaped) {
            case 'b', 'f', 'n', 'r', 't' -> ' ';
            case 'u' -> unicode();
            default -> escaped;
        };
    }

    private int unicode() {
        int character = 0;
        for (int digit = 0; digit < UNICODE_DIGITS; digit++) {
            character = character * HEX + Character.digit(source[at++], HEX);
        }
        return character;
    }
}
