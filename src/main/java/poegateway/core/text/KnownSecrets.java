package poegateway.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Secrets that may come back in what others say, such as a key in Poe's words about it. They are found by their value,
 * in either case, so that a key of any form is found; {@link Redaction} finds those that only look like one. Immutable.
 */
public final class KnownSecrets {
    public static final KnownSecrets NONE = of(List.of());

    /** What is shorter is a word, and protects nothing. */
    private static final int SHORTEST_CHARS = 12;

    private static final int NOWHERE = -1;
    private static final String DOTS = "•••";

    /** The longest first, since one may hold another. */
    private final List<String> values;

    private KnownSecrets(List<String> values) {
        this.values = values;
    }

    public static KnownSecrets of(Collection<Secret> secrets) {
        return new KnownSecrets(secrets.stream()
                .map(Secret::reveal)
                .filter(value -> value.length() >= SHORTEST_CHARS)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** The text with dots in place of each secret. */
    public String hiddenIn(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = without(value, hidden);
        }
        return hidden;
    }

    /** Whether one of them stands in the text. */
    public boolean standIn(String text) {
        for (String value : values) {
            if (find(value, text, 0) != NOWHERE) {
                return true;
            }
        }
        return false;
    }

    private static String without(String value, String text) {
        int at = find(value, text, 0);
        if (at == NOWHERE) {
            return text;
        }
        StringBuilder hidden = new StringBuilder(text.length());
        int from = 0;
        for (; at != NOWHERE; at = find(value, text, from)) {
            hidden.append(text, from, at).append(DOTS);
            from = at + value.length();
        }
        return hidden.append(text, from, text.length()).toString();
    }

    private static int find(String value, String text, int from) {
        for (int at = from; at <= text.length() - value.length(); at++) {
            if (text.regionMatches(true, at, value, 0, value.length())) {
                return at;
            }
        }
        return NOWHERE;
    }
}
