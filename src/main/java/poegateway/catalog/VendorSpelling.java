package poegateway.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names that Poe may have for a model of which the vendor's name is known. Vendors write {@code claude-opus-4-5-20251101},
 * {@code gpt-5.2-2025-12-11}, {@code claude-3-5-haiku-latest} and {@code claude-opus-4-6[1m]} where Poe has {@code claude-opus-4.5},
 * {@code gpt-5.2}, {@code claude-haiku-3.5} and {@code claude-opus-4.6}.
 */
final class VendorSpelling {
    /** The wide context window, as Claude Code writes it. */
    private static final String WIDE_WINDOW = "[1m]";

    private static final Pattern VERSION =
            Pattern.compile("[-@](latest|20\\d{2}-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\\d|3[01]))$");
    private static final Pattern DASH_IN_NUMBER = Pattern.compile("(?<=\\d)-(?=\\d)");
    /** {@code claude-sonnet-4-0} is Anthropic's name for {@code claude-sonnet-4}. */
    private static final Pattern ZERO = Pattern.compile("(?<=\\d)\\.0$");

    private static final Pattern NUMBER_BEFORE_FAMILY = Pattern.compile("claude-([\\d.]+)-([a-z]+)");

    private VendorSpelling() {}

    /** Names to look for, the likeliest first; the name itself is not among them. */
    static List<String> namesAtPoe(String lowerCaseName) {
        String bare = lowerCaseName.endsWith(WIDE_WINDOW)
                ? lowerCaseName.substring(0, lowerCaseName.length() - WIDE_WINDOW.length())
                : lowerCaseName;
        String unversioned = VERSION.matcher(bare).replaceFirst("");
        Set<String> names = new LinkedHashSet<>();
        for (String each : List.of(bare, unversioned)) {
            String dotted = DASH_IN_NUMBER.matcher(each).replaceAll(".");
            names.add(each);
            names.add(dotted);
            names.add(ZERO.matcher(dotted).replaceFirst(""));
            names.add(NUMBER_BEFORE_FAMILY.matcher(dotted).replaceFirst("claude-$2-$1"));
        }
        names.remove(lowerCaseName);
        return List.copyOf(names);
    }
}
