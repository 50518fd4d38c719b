package poegateway.dialect;

import java.util.List;

/**
 * Which headers a dialect lets through; all others stay on their side.
 *
 * @param toPoe of the caller's request, names in lower case
 * @param toCaller of Poe's reply, names in lower case
 */
public record HeaderRules(List<String> toPoe, List<String> toCaller) {
    public HeaderRules {
        toPoe = List.copyOf(toPoe);
        toCaller = List.copyOf(toCaller);
    }
}
