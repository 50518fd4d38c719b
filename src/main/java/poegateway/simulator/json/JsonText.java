package poegateway.simulator.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A JSON string inside the bytes of a request, decoded no further than asked. Bodies hold images of many megabytes, so
 * nothing is decoded that is not quoted.
 *
 * @param body the whole request; a string that never ends counts as ending with it
 * @param start where the opening quote stands
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
public record JsonText(byte[] body, int start) {
    public static final JsonText EMPTY = new JsonText(new byte[] {'"', '"'}, 0);

    /** The beginning of the text: at most that many bytes of UTF-8, whole characters only. */
    public String head(int maxBytes) {
        var out = new ByteArrayOutputStream(Math.min(maxBytes, 256));
        int place = start + 1;
        while (at(place) != '"') {
            int from = place;
            place = charEnd(from);
            byte[] decoded = at(from) == '\\'
                    ? unescape(from, place).getBytes(StandardCharsets.UTF_8)
                    : Arrays.copyOfRange(body, from, place);
            if (out.size() + decoded.length > maxBytes) {
                break;
            }
            out.writeBytes(decoded);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Bytes between the quotes, escapes as written. */
    public int rawBytes() {
        int place = start + 1;
        while (at(place) != '"') {
            place += at(place) == '\\' ? 2 : 1;
        }
        return place - start - 1;
    }

    private byte at(int place) {
        return place < body.length ? body[place] : (byte) '"';
    }

    private int charEnd(int at) {
        int lead = at(at) & 0xFF;
        if (lead == '\\') {
            return escapeEnd(at);
        }
        if (lead < 0xC0) {
            return at + 1;
        }
        return at + (lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
    }

    private int escapeEnd(int at) {
        if (at(at + 1) != 'u') {
            return at + 2;
        }
        boolean pair = Character.isHighSurrogate(hex(at + 2)) && at(at + 6) == '\\' && at(at + 7) == 'u';
        return pair && Character.isLowSurrogate(hex(at + 8)) ? at + 12 : at + 6;
    }

    private String unescape(int from, int end) {
        return switch (at(from + 1)) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'u' ->
                end - from == 12
                        ? new String(new char[] {hex(from + 2), hex(from + 8)})
                        : String.valueOf(hex(from + 2));
            default -> String.valueOf((char) at(from + 1));
        };
    }

    private char hex(int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            value = value * 16 + Character.digit(at(i), 16);
        }
        return (char) value;
    }
}
