package poegateway.dialect;

import java.util.List;
import java.util.Map;

/**
 * Which headers a dialect lets through; all others stay on their side.
 *
 * @param toPoe of the caller's request, names in lower case
 * @param toCaller of Poe's reply, names in lower case
 * @param standard what Poe is told where the caller sends no header of that name
 */
public record HeaderRules(List<String> toPoe, List<String> toCaller, Map<String, String> standard) {
    public HeaderRules {
        toPoe = List.copyOf(toPoe);
        toCaller = List.copyOf(toCaller);
        standard = Map.copyOf(standard);
    }

    /** Rules of a dialect without headers of its own. */
    public HeaderRules(List<String> toPoe, List<String> toCaller) {
        this(toPoe, toCaller, Map.of());
    }
}
