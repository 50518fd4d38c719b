package poegateway.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids of tool calls for models that take only ASCII letters, digits, hyphens and underscores, 64 at most. An id that fits stays
 * as it is; any other is spelled in those characters, always the same way, so that nothing has to be remembered.
 */
public final class ToolIds {
    private static final int CHARS_MAX = 64;
    private static final Pattern FITTING = Pattern.compile("[A-Za-z0-9_-]{1," + CHARS_MAX + "}");
    private static final String SPELLED = "idx_";
    private static final String HASHED = "idh_";
    private static final Pattern ESCAPE = Pattern.compile("_([0-9A-F]{2})");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int HASH_BYTES = 24;

    private ToolIds() {}

    /** The id as such models take it. One that is too long to be spelled out becomes a hash. */
    public static String fitting(String id) {
        if (FITTING.matcher(id).matches() && !id.startsWith(SPELLED)) {
            return id;
        }
        StringBuilder spelled = new StringBuilder(SPELLED);
        for (byte octet : id.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            if (isPlain(character)) {
                spelled.append(character);
            } else {
                spelled.append('_').append(HEX.toHexDigits(octet));
            }
        }
        return spelled.length() <= CHARS_MAX ? spelled.toString() : HASHED + hash(id);
    }

    /** The id that was spelled so, unless it was hashed; any other id is the original already. */
    public static String original(String id) {
        if (!id.startsWith(SPELLED)) {
            return id;
        }
        Matcher escapes = ESCAPE.matcher(id.substring(SPELLED.length()));
        String octets = escapes.replaceAll(
                escape -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static boolean isPlain(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '-';
    }

    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every JDK has it
        }
    }
}
