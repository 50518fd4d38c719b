package poegateway.upstream.http1;

/** The alphabets of HTTP. */
final class Tokens {
    private static final String PUNCTUATION = "!#$%&'*+-.^_`|~";

    private Tokens() {}

    /** Whether it may stand in the name of a header. */
    static boolean isToken(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || PUNCTUATION.indexOf(character) >= 0;
    }

    /** Whether it may be the name of a header. */
    static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isToken(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether it may be the value of a header that we send. */
    static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if ((character < ' ' || character > '~') && character != '\t') {
                return false;
            }
        }
        return true;
    }
}
