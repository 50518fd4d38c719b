package poegateway.meter;

import java.util.Locale;
import poegateway.core.Redaction;

/** Callers' words as they may stand in a log: printable, cut short, and without what looks like a key. */
final class Shown {
    static final int NAME_CHARS = 100;
    private static final String HIDDEN = "•••";
    private static final int KEY_CHARS = 32;

    private Shown() {}

    /** At most so many characters, each that a terminal or a reader of lines would take for more than a letter as a question mark. */
    static String cut(String text, int chars) {
        int length = Math.min(text.length(), chars);
        for (int i = 0; i < length; i++) {
            if (!isAscii(text.charAt(i))) {
                return replaced(text, length);
            }
        }
        return length == text.length() ? text : text.substring(0, length);
    }

    /** A name that is not known may be anything, pasted keys included: it is shown where it has the shape of a model's. */
    static String model(String name, boolean known) {
        return known || (ModelShape.fits(name) && !suspicious(name)) ? cut(name, NAME_CHARS) : HIDDEN;
    }

    /** As {@link #cut}, with dots for what looks like a key. */
    static String words(String text, int chars) {
        String bare = suspicious(text) ? Redaction.redacted(text) : text;
        return cut(bare, chars);
    }

    /** Cheap, and true for all that the redaction would change. */
    private static boolean suspicious(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            run = character == '-' || character == '_' || Character.isLetterOrDigit(character) ? run + 1 : 0;
            if (run >= KEY_CHARS) {
                return true;
            }
        }
        return text.contains("sk-")
                || text.contains("pgw_")
                || text.toLowerCase(Locale.ROOT).contains("bearer");
    }

    private static String replaced(String text, int length) {
        StringBuilder printable = new StringBuilder(length);
        text.substring(0, length)
                .codePoints()
                .forEach(character -> printable.appendCodePoint(isPrintable(character) ? character : '?'));
        return printable.toString();
    }

    /** Letters, digits, marks, punctuation and symbols of any script; blanks of ASCII alone. */
    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }

    private static boolean isAscii(char character) {
        return character >= ' ' && character <= '~';
    }
}
