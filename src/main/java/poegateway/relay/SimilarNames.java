package poegateway.relay;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import poegateway.core.EditDistance;

/** Finds the names that a misspelt one may have meant. */
final class SimilarNames {
    private static final int NAME_CHARS_MAX = 100;

    private SimilarNames() {}

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
                .map(name -> new Near(name, EditDistance.between(lower, name.toLowerCase(Locale.ROOT))))
                .filter(near -> near.distance() <= farthest)
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(most)
                .map(Near::name)
                .toList();
    }
}
