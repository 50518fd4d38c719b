package poegateway.simulator.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Makes texts: of the format or pattern that is asked for, else "sample" and the property's name. */
final class TextMaker {
    /** Longest text that a {@code minLength} can ask for, in characters. */
    static final int MAX_CHARS = 4_096;

    private static final int NAME_CHARS_MAX = 60;
    private static final int LETTERS = 26;

    private TextMaker() {}

    /** The text of that variant, from 0; whether it fits is for the check to say. */
    static String make(Conjunction all, String name, int variant, String place) {
        int least = 0;
        int most = Integer.MAX_VALUE;
        for (JsonNode member : all.members()) {
            least = Math.max(least, Keyword.count(member, "minLength", 0, place));
            most = Math.min(most, Keyword.count(member, "maxLength", Integer.MAX_VALUE, place));
        }
        if (least > MAX_CHARS) {
            throw UnmetSchemaException.limit("minLength", place, "asks for more than " + MAX_CHARS + " characters");
        }
        List<String> patterns =
                all.each("pattern", member -> member.path("pattern").asText());
        if (!patterns.isEmpty()) {
            return ofPattern(patterns.getFirst(), variant, least, most, place);
        }
        int shortest = least;
        int longest = most;
        return all.each("format", member -> member.path("format").asText()).stream()
                .flatMap(format -> Formats.example(format, variant).stream())
                .findFirst()
                .map(example -> stretched(example, shortest))
                .orElseGet(() -> plain(name, variant, shortest, longest));
    }

    private static String ofPattern(String pattern, int variant, int least, int most, String place) {
        for (String text : PatternText.examples(pattern, variant, place)) {
            String padded = text + "x".repeat(Math.max(0, least - length(text)));
            for (String one : List.of(text, padded)) {
                if (length(one) >= least && length(one) <= most && Regex.found(pattern, one, place)) {
                    return one;
                }
            }
        }
        throw UnmetSchemaException.of("pattern", place, "was not met by any text that was tried");
    }

    private static String plain(String name, int variant, int least, int most) {
        String shown = head("sample " + name, NAME_CHARS_MAX);
        String text = variant == 0 ? shown : shown + " " + (variant + 1);
        if (length(text) > most) {
            String letters = String.valueOf((char) ('a' + variant % LETTERS));
            return variant == 0 ? head(text, most) : head(letters + text, most);
        }
        return text + "x".repeat(Math.max(0, least - length(text)));
    }

    /** An address may be made longer and stays one. */
    private static String stretched(String text, int least) {
        String more = "x".repeat(Math.max(0, least - length(text)));
        return text.contains("@") ? more + text : text + more;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String head(String text, int most) {
        return length(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
