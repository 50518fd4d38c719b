package poegateway.simulator.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes texts that match a regular expression of ECMAScript: one pass over the pattern writes one text. What looks
 * ahead or behind is left to luck, since each text is matched before it is used; back references are not understood.
 */
final class PatternText {
    /** Repetitions beyond the least, from text to text. */
    private static final int[] EXTRAS = {0, 1, 2, 3, 5, 8, 16, 32, 64, 128, 256, 1_024};

    private static final int MAX_NESTING = 100;
    /** From letter to letter where they are mixed: leads from small ones to digits soon. */
    private static final int STRIDE = 17;

    private final String pattern;
    private final int extra;
    private final int variant;
    private final String place;
    private int at;
    private int nesting;
    private int letters;

    private PatternText(String pattern, int extra, int variant, String place) {
        this.pattern = pattern;
        this.extra = extra;
        this.variant = variant;
        this.place = place;
    }

    /** Texts of growing length that probably match; others for each variant, from 0. */
    static List<String> examples(String pattern, int variant, String place) {
        List<String> examples = new ArrayList<>();
        for (int extra : EXTRAS) {
            try {
                examples.add(new PatternText(pattern, extra, variant, place).whole());
            } catch (UnmetSchemaException unmet) {
                if (examples.isEmpty()) {
                    throw unmet;
                }
                return examples;
            }
        }
        return examples;
    }

    private String whole() {
        String text = alternatives();
        if (at < pattern.length()) {
            throw notUnderstood();
        }
        return text;
    }

    private String alternatives() {
        if (++nesting > MAX_NESTING) {
            throw UnmetSchemaException.limit("pattern", place, "is nested too deeply");
        }
        List<String> texts = new ArrayList<>();
        texts.add(sequence());
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            texts.add(sequence());
        }
        nesting--;
        return texts.get(variant % texts.size());
    }

    private String sequence() {
        var text = new StringBuilder();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            int from = at;
            String atom = atom();
            int times = times();
            if ((long) atom.length() * times + text.length() > TextMaker.MAX_CHARS) {
                throw UnmetSchemaException.limit(
                        "pattern", place, "asks for more than " + TextMaker.MAX_CHARS + " characters");
            }
            repeat(text, atom, atom.isEmpty() ? 0 : times, from);
        }
        return text.toString();
    }

    /** Writes what was read from there that many times, read anew so that its letters may differ. */
    private void repeat(StringBuilder text, String atom, int times, int from) {
        int end = at;
        for (int i = 0; i < times; i++) {
            at = from;
            text.append(i == 0 ? atom : atom());
        }
        at = end;
    }

    /** Every other variant mixes its letters. */
    private String letter(LetterSet set) {
        letters += variant % 2;
        return set.letter(variant + letters * STRIDE);
    }

    private String atom() {
        char letter = pattern.charAt(at++);
        return switch (letter) {
            case '^', '$' -> "";
            case '.' -> letter(LetterSet.ANY);
            case '(' -> group();
            case '[' -> set();
            case '\\' -> escape();
            default -> fromHere(letter);
        };
    }

    /** The letter, with its second half where it is one of a pair. */
    private String fromHere(char letter) {
        boolean pair = Character.isHighSurrogate(letter) && at < pattern.length();
        return pair ? pattern.substring(at - 1, ++at) : String.valueOf(letter);
    }

    private String group() {
        boolean looks = pattern.startsWith("?=", at)
                || pattern.startsWith("?!", at)
                || pattern.startsWith("?<=", at)
                || pattern.startsWith("?<!", at);
        if (looks) {
            at += pattern.charAt(at + 1) == '<' ? 3 : 2;
        } else if (pattern.startsWith("?:", at)) {
            at += 2;
        } else if (pattern.startsWith("?<", at)) {
            at = pattern.indexOf('>', at) + 1;
        } else if (pattern.startsWith("?", at)) {
            throw notUnderstood();
        }
        String text = alternatives();
        if (at >= pattern.length()) {
            throw notUnderstood();
        }
        at++;
        return looks ? "" : text;
    }

    private String set() {
        LetterSet.Reading reading = LetterSet.read(pattern, at, place);
        at = reading.end();
        return letter(reading.set());
    }

    private String escape() {
        if (at >= pattern.length()) {
            throw notUnderstood();
        }
        char letter = pattern.charAt(at);
        if (letter == 'b' || letter == 'B') {
            at++;
            return "";
        }
        if (letter == 'k' || (letter >= '1' && letter <= '9')) {
            throw UnmetSchemaException.of(
                    "pattern", place, "has a back reference, which the simulator does not understand");
        }
        LetterSet.Reading reading = LetterSet.readEscape(pattern, at, place);
        at = reading.end();
        return letter(reading.set());
    }

    /** How often what stands before is written. */
    private int times() {
        int times = 1;
        char letter = at < pattern.length() ? pattern.charAt(at) : ' ';
        if (letter == '*' || letter == '?') {
            at++;
            times = letter == '*' ? extra : Math.min(extra, 1);
        } else if (letter == '+') {
            at++;
            times = 1 + extra;
        } else if (letter == '{') {
            times = counted();
        } else {
            return 1;
        }
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
        }
        return times;
    }

    private int counted() {
        int end = pattern.indexOf('}', at);
        String[] bounds = pattern.substring(at + 1, Math.max(end, at + 1)).split(",", -1);
        try {
            int least = Integer.parseInt(bounds[0].strip());
            at = end + 1;
            if (bounds.length == 1) {
                return least;
            }
            int most = bounds[1].isBlank() ? Integer.MAX_VALUE : Integer.parseInt(bounds[1].strip());
            return (int) Math.min(most, (long) least + extra);
        } catch (NumberFormatException e) {
            throw notUnderstood();
        }
    }

    private UnmetSchemaException notUnderstood() {
        return UnmetSchemaException.of("pattern", place, "is not understood");
    }
}
