package poegateway.simulator.schema;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Matches {@code pattern}, a regular expression of ECMAScript, in bounded time. */
final class Regex {
    /** Longest text that is matched. */
    private static final int MAX_CHARS = 4_096;
    /** Most looks at a character for one match: some patterns take ages on a short text. */
    private static final int MAX_LOOKS = 200_000;

    private Regex() {}

    /** Whether the pattern is found in the text. */
    static boolean found(String pattern, String text, String place) {
        if (text.length() > MAX_CHARS) {
            throw UnmetSchemaException.limit("pattern", place, "is matched with at most " + MAX_CHARS + " characters");
        }
        try {
            return Pattern.compile(ofJava(pattern))
                    .matcher(new Watched(text, place, new int[1]))
                    .find();
        } catch (PatternSyntaxException e) {
            throw UnmetSchemaException.of("pattern", place, "is not understood: " + e.getDescription());
        } catch (StackOverflowError e) {
            throw UnmetSchemaException.limit("pattern", place, "is nested too deeply");
        }
    }

    /** The same in Java's words: an end that is the very end, and no sets within sets. */
    private static String ofJava(String pattern) {
        var java = new StringBuilder();
        boolean set = false;
        for (int at = 0; at < pattern.length(); at++) {
            char letter = pattern.charAt(at);
            if (letter == '\\' && at + 1 < pattern.length()) {
                boolean wide = pattern.startsWith("\\u{", at);
                java.append(wide ? "\\x" : pattern.substring(at, at + 2));
                at++;
            } else if (set && (letter == '[' || letter == '&')) {
                java.append('\\').append(letter);
            } else if (!set && letter == '$') {
                java.append("\\z");
            } else {
                set = letter == '[' || (set && letter != ']');
                java.append(letter);
            }
        }
        return java.toString();
    }

    /** A text that counts how often it is looked at. */
    @SuppressWarnings("ArrayRecordComponent") // the count is shared by all parts of one text
    private record Watched(String text, String place, int[] looks) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > MAX_LOOKS) {
                throw UnmetSchemaException.limit("pattern", place, "takes too long to match");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
