package poegateway.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import poegateway.core.text.ClosestNames;
import poegateway.core.text.EditDistance;

/** Finds the names of models that a misspelt one may have meant. */
final class SimilarNames {
    private static final ClosestNames CLOSEST = new ClosestNames(SimilarNames::distance, SimilarNames::tolerance);

    private SimilarNames() {}

    /** The closest names, best first; none that would need more than half its letters changed. */
    static List<String> closest(String wanted, Collection<String> names, int most) {
        return CLOSEST.of(wanted, names.stream().sorted().toList()).stream()
                .limit(most)
                .toList();
    }

    /** At least the difference of the lengths, which is enough where that alone is too far. */
    private static int distance(String wanted, String name) {
        int lengths = Math.abs(name.length() - wanted.length());
        return lengths > tolerance(wanted, name)
                ? lengths
                : EditDistance.between(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    private static int tolerance(String wanted, String name) {
        return Math.max(2, wanted.length() / 2);
    }
}
