package poegateway.core.text;

import java.util.regex.Pattern;

/** Puts dots in place of whatever looks like a key, in text that is about to be logged. */
public final class Redaction {
    private static final String DOTS = "•••";
    private static final int LONG_TOKEN_CHARS = 32;

    /** A long word of upper case, lower case and digits, as keys are; ids and hashes here are lower case only. */
    private static final String LONG_TOKEN =
            "(?<![A-Za-z0-9_-])(?=[a-z0-9_-]*[A-Z])(?=[A-Z0-9_-]*[a-z])(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{"
                    + LONG_TOKEN_CHARS + ",}+";

    private static final Pattern KEYS =
            Pattern.compile("(?i:(\\bBearer)\\s+)[^\\s\"',;]++|(\\b(?:pgw_|sk-))[A-Za-z0-9_-]++|" + LONG_TOKEN);

    private Redaction() {}

    /** Whether something in the text would be put out of sight. */
    public static boolean looksLikeKey(String text) {
        return KEYS.matcher(text).find();
    }

    /** The text with what follows {@code Bearer}, {@code pgw_} and {@code sk-}, and each long token, as dots. */
    public static String redacted(String text) {
        return KEYS.matcher(text).replaceAll(match -> {
            if (match.group(1) != null) {
                return match.group(1) + " " + DOTS;
            }
            return match.group(2) == null ? DOTS : match.group(2) + DOTS;
        });
    }
}
