package poegateway.dialect.bot.codec;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The line above thoughts: {@code *Thinking...*}, also without the stars, and also with the time it has taken so far. */
final class ThinkingHeader {
    private static final String WORD = "Thinking...";
    private static final int BYTES_MAX = 48;
    private static final Pattern COMPLETE = Pattern.compile("\\*?Thinking\\.\\.\\.(?: \\([^()]*\\))?\\*?");
    private static final Pattern REST = Pattern.compile("(?: (?:\\((?:[^()]*(?:\\)\\*?)?)?)?|\\*)?");

    private ThinkingHeader() {}

    /** Whether the line that begins so may become one. */
    static boolean mayBegin(byte[] line, int length) {
        if (length > BYTES_MAX) {
            return false;
        }
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        String word = text.startsWith("*") ? text.substring(1) : text;
        return word.length() <= WORD.length()
                ? WORD.startsWith(word)
                : word.startsWith(WORD)
                        && REST.matcher(word.substring(WORD.length())).matches();
    }

    /** Whether the line is one. */
    static boolean is(byte[] line, int length) {
        return COMPLETE.matcher(new String(line, 0, length, StandardCharsets.ISO_8859_1))
                .matches();
    }
}
