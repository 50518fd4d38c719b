package poegateway.upstream.http1;

/** The alphabets of HTTP. */
final class Tokens {
    private static final String PUNCTUATION = "!#$%&'*+-.^_`|~";

    private Tokens() {}

    /** Whether it may stand in the name of a header. */
    static boolean isToken(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || PUNCTUATION.indexOf(character) >= 0;
    }

    /** Whether it may stand in the value of a header that we send. */
    static boolean isVisible(char character) {
        return character >= ' ' && character <= '~' || character == '\t';
    }
}
