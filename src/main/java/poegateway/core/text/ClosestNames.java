package poegateway.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntBiFunction;

/**
 * Finds the names that a misspelt one may have meant.
 *
 * @param distance of a written name and a known one; mostly by {@link EditDistance}
 * @param tolerance how far apart the two may be at most
 */
public record ClosestNames(ToIntBiFunction<String, String> distance, ToIntBiFunction<String, String> tolerance) {
    /** Nobody means a name by more than this, and a comparison costs length times length. */
    private static final int WRITTEN_CHARS_MAX = 100;

    /** Those within the tolerance, closest first, equals in the order of the known ones. */
    public List<String> of(String written, Collection<String> known) {
        if (written.length() > WRITTEN_CHARS_MAX) {
            return List.of();
        }
        record Near(String name, int distance) {}
        return known.stream()
                .map(name -> new Near(name, distance.applyAsInt(written, name)))
                .filter(near -> near.distance() <= tolerance.applyAsInt(written, near.name()))
                .sorted(Comparator.comparingInt(Near::distance))
                .map(Near::name)
                .toList();
    }
}
