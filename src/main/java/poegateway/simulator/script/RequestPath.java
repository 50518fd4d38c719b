package poegateway.simulator.script;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths of requests and what is percent-encoded in them. */
public final class RequestPath {
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private RequestPath() {}

    /** The value of a segment, its escapes decoded; absent when these are no UTF-8 or half of one. */
    public static Optional<String> decoded(String segment) {
        if (ESCAPE.matcher(segment).replaceAll("").contains("%")) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(segment.length() * 3);
        for (int at = 0; at < segment.length(); at++) {
            char c = segment.charAt(at);
            if (c == '%') {
                bytes.put((byte) Integer.parseInt(segment, at + 1, at + 3, 16));
                at += 2;
            } else {
                bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The path with each escape in upper case, and none for a character that needs none: equal paths become one text. */
    static String normalized(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        return ESCAPE.matcher(path).replaceAll(escape -> Matcher.quoteReplacement(normalEscape(escape.group())));
    }

    private static String normalEscape(String escape) {
        char c = (char) Integer.parseInt(escape, 1, 3, 16);
        boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
        return unreserved ? String.valueOf(c) : escape.toUpperCase(Locale.ROOT);
    }
}
