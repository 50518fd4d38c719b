package poegateway.relay.header;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Text as a value of a header: what is not visible ASCII, and the percent sign itself, as the bytes of its UTF-8. */
public final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() * 3);
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(unit)) {
                encoded.append((char) unit);
            } else {
                encoded.append('%').append(HEX.toHexDigits(unit));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int character) {
        return character >= ' ' && character <= '~' && character != '%';
    }
}
