package poegateway.front;

/** What a caller sent, made fit for a message to the same caller: short, and of visible ASCII. */
final class Printable {
    private static final int CHARS_MAX = 80;

    private Printable() {}

    static String of(String text) {
        return text.substring(0, Math.min(text.length(), CHARS_MAX)).replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** Whether a text holds visible ASCII and blanks alone. */
    static boolean is(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character <= '~');
    }
}
