package poegateway.simulator.answer;

/** The simulator's tokens: {@value #CHARS} characters each, the last one of a text perhaps fewer. Poe's are unlike. */
public final class TokenCount {
    /** Roughly the characters of one token; Poe's own estimate is of that kind. */
    static final int CHARS = 4;

    private TokenCount() {}

    /** How many tokens a text has; characters are Unicode's code points. */
    static long of(String text) {
        return of(text.codePointCount(0, text.length()));
    }

    /** How many tokens that many characters make. */
    static long of(long chars) {
        return (chars + CHARS - 1) / CHARS;
    }

    /** The text's first tokens. */
    public static String first(String text, long tokens) {
        return tokens >= of(text) ? text : text.substring(0, text.offsetByCodePoints(0, (int) tokens * CHARS));
    }
}
