package poegateway.relay;

import java.util.ArrayList;
import java.util.List;
import poegateway.relay.header.PercentEncoding;

/** Names that callers chose, as the value of a header. */
public final class HeaderNames {
    private static final int NAMES_MAX = 20;
    private static final int NAME_CHARS_MAX = 40;

    private HeaderNames() {}

    /** The names with commas between, each encoded and cut; of too many, the first ones and how many more there are. */
    public static String listed(List<String> names) {
        List<String> shown = new ArrayList<>();
        for (String name : names.subList(0, Math.min(names.size(), NAMES_MAX))) {
            shown.add(PercentEncoding.of(name.substring(0, Math.min(name.length(), NAME_CHARS_MAX))));
        }
        String more = names.size() > NAMES_MAX ? ",+" + (names.size() - NAMES_MAX) : "";
        return String.join(",", shown) + more;
    }
}
