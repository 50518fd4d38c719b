package poegateway.relay;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a misspelt one may have meant. */
final class Spelling {
    private static final int NAME_CHARS_MAX = 100;

    private Spelling() {}

    /** The closest names, best first; none that would need more than half its letters changed. */
    static List<String> closest(String wanted, Collection<String> names, int most) {
        if (wanted.length() > NAME_CHARS_MAX) {
            return List.of();
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        int farthest = Math.max(2, lower.length() / 2);
        record Near(String name, int distance) {}
        return names.stream()
                .filter(name -> Math.abs(name.length() - lower.length()) <= farthest)
                .map(name -> new Near(name, distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance() <= farthest)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(most)
                .map(Near::name)
                .toList();
    }

    /** Levenshtein: how many letters must be put in, taken out or changed. */
    static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            above = nextRow(one.charAt(row - 1), row, other, above);
        }
        return above[other.length()];
    }

    private static int[] nextRow(char letter, int row, String other, int[] above) {
        int[] current = new int[above.length];
        current[0] = row;
        for (int column = 1; column < current.length; column++) {
            int changed = above[column - 1] + (letter == other.charAt(column - 1) ? 0 : 1);
            current[column] = Math.min(changed, Math.min(above[column], current[column - 1]) + 1);
        }
        return current;
    }
}
