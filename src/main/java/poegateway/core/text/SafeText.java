package poegateway.core.text;

/** Words of others, made fit to be shown: cut short, and without what a terminal or a reader of lines would act upon. */
public final class SafeText {
    /** How much of a caller's word a message to the same caller repeats. */
    private static final int REPEATED_CHARS = 80;

    private SafeText() {}

    /** For a header or a message: at most 80 characters, each that is no visible ASCII and no blank as a question mark. */
    public static String ascii(String text) {
        return text.substring(0, Math.min(text.length(), REPEATED_CHARS)).replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** Whether a text holds visible ASCII and blanks alone. */
    public static boolean isAscii(String text) {
        return text.chars().allMatch(character -> isAscii((char) character));
    }

    /**
     * For a log or a terminal: at most so many characters; a question mark stands for each that is no letter, digit, mark, punctuation,
     * symbol or blank.
     */
    public static String printable(String text, int chars) {
        int length = Math.min(text.length(), chars);
        for (int i = 0; i < length; i++) {
            if (!isAscii(text.charAt(i))) {
                return replaced(text, length);
            }
        }
        return length == text.length() ? text : text.substring(0, length);
    }

    /** As {@link #printable}, with a sign of what was cut off. */
    public static String shortened(String text, int chars) {
        return text.length() > chars ? printable(text, chars) + "…" : printable(text, chars);
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
