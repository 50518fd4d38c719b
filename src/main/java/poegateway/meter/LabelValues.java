package poegateway.meter;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Names that may become labels: only known ones, and only so many; all others are {@value #OTHER}. Any thread. */
final class LabelValues {
    static final String OTHER = "other";
    private static final int MAX = 300;

    private final Set<String> admitted = ConcurrentHashMap.newKeySet();
    private final Function<String, Optional<String>> known;

    /** {@code known} gives the one spelling of a name, or nothing where there is no such name. */
    LabelValues(Function<String, Optional<String>> known) {
        this.known = known;
    }

    String label(String name) {
        String spelling = known.apply(name).orElse(OTHER);
        return admitted.contains(spelling) || (admitted.size() < MAX && admitted.add(spelling)) ? spelling : OTHER;
    }
}
