package poegateway.simulator.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Some letters of a pattern: those of a set in brackets, or of an escape.
 *
 * @param contains whether a code point is one of them
 * @param own some that are, in their order; may be empty
 */
record LetterSet(IntPredicate contains, List<Integer> own) {
    /** What a dot means. */
    static final LetterSet ANY = new LetterSet(letter -> letter != '\n' && letter != '\r', List.of());

    /** Letters that read well come first. */
    private static final String READABLE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
            + "-_.:/@#+ !\"$%&'()*,;<=>?[\\]^`{|}~\t\n\u00e4\u00d6\u03b1\u4e2d";

    private static final Map<Character, IntPredicate> CLASSES = Map.of(
            'd', letter -> letter >= '0' && letter <= '9',
            'w', letter -> letter < 128 && (Character.isLetterOrDigit(letter) || letter == '_'),
            's', letter -> letter == ' ' || (letter >= '\t' && letter <= '\r'));

    private static final Map<Character, Integer> CONTROLS =
            Map.of('n', (int) '\n', 't', (int) '\t', 'r', (int) '\r', 'f', (int) '\f', 'v', 0x0b, '0', 0);

    private static final Map<String, IntPredicate> PROPERTIES = Map.of(
            "L", Character::isLetter,
            "Letter", Character::isLetter,
            "Lu", Character::isUpperCase,
            "Ll", Character::isLowerCase,
            "N", Character::isDigit,
            "Nd", Character::isDigit);

    /**
     * A set that was read.
     *
     * @param end where the pattern goes on
     */
    record Reading(LetterSet set, int end) {}

    LetterSet {
        own = List.copyOf(own);
    }

    /** One of the letters, another one for each variant. */
    String letter(int variant) {
        List<Integer> found = new ArrayList<>();
        READABLE.codePoints().filter(contains).forEach(found::add);
        found = found.isEmpty() ? own : found;
        return found.isEmpty() ? "" : Character.toString(found.get(variant % found.size()));
    }

    /** Reads the set whose opening bracket ends at that index. */
    static Reading read(String pattern, int from, String place) {
        int at = from;
        boolean others = pattern.startsWith("^", at);
        at += others ? 1 : 0;
        IntPredicate contains = letter -> false;
        List<Integer> own = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            Reading first = one(pattern, at, place);
            at = first.end();
            boolean range = at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
            if (range && first.set().own().size() == 1) {
                Reading last = one(pattern, at + 1, place);
                at = last.end();
                first = new Reading(between(first.set(), last.set(), place), at);
            }
            contains = contains.or(first.set().contains());
            own.addAll(first.set().own());
        }
        if (at >= pattern.length()) {
            throw UnmetSchemaException.of("pattern", place, "has a set without an end");
        }
        return new Reading(others ? new LetterSet(contains.negate(), List.of()) : new LetterSet(contains, own), at + 1);
    }

    private static LetterSet between(LetterSet first, LetterSet last, String place) {
        if (last.own().size() != 1) {
            throw UnmetSchemaException.of("pattern", place, "has a range without an end");
        }
        int low = first.own().getFirst();
        int high = last.own().getFirst();
        return new LetterSet(letter -> letter >= low && letter <= high, List.of(low, high));
    }

    private static Reading one(String pattern, int at, String place) {
        if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
            return readEscape(pattern, at + 1, place);
        }
        int letter = pattern.codePointAt(at);
        return new Reading(only(letter), at + Character.charCount(letter));
    }

    /** Reads the escape whose backslash ends at that index. */
    static Reading readEscape(String pattern, int at, String place) {
        char letter = pattern.charAt(at);
        IntPredicate known = CLASSES.get(Character.toLowerCase(letter));
        if (known != null) {
            boolean lower = Character.isLowerCase(letter);
            return new Reading(new LetterSet(lower ? known : known.negate(), List.of()), at + 1);
        }
        return switch (letter) {
            case 'x' -> hex(pattern, at + 1, at + 3, place);
            case 'u' -> {
                boolean wide = pattern.startsWith("{", at + 1);
                yield wide
                        ? hex(pattern, at + 2, pattern.indexOf('}', at), place)
                        : hex(pattern, at + 1, at + 5, place);
            }
            case 'p', 'P' -> property(pattern, at, place);
            default -> new Reading(only(CONTROLS.getOrDefault(letter, (int) letter)), at + 1);
        };
    }

    private static Reading hex(String pattern, int from, int to, String place) {
        try {
            int letter = Integer.parseInt(pattern.substring(from, to), 16);
            boolean wide = pattern.startsWith("}", to);
            return new Reading(only(Character.isValidCodePoint(letter) ? letter : '?'), wide ? to + 1 : to);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw UnmetSchemaException.of("pattern", place, "has an escape that is not understood");
        }
    }

    private static Reading property(String pattern, int at, String place) {
        int end = pattern.indexOf('}', at);
        String name = end > at + 2 ? pattern.substring(at + 2, end) : "";
        IntPredicate known = Optional.ofNullable(PROPERTIES.get(name))
                .orElseThrow(() ->
                        UnmetSchemaException.of("pattern", place, "names letters that are not understood: " + name));
        return new Reading(new LetterSet(pattern.charAt(at) == 'p' ? known : known.negate(), List.of()), end + 1);
    }

    private static LetterSet only(int letter) {
        return new LetterSet(one -> one == letter, List.of(letter));
    }
}
