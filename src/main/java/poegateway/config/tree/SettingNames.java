package poegateway.config.tree;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import poegateway.core.EditDistance;

/** Finds the name of the setting that was probably meant. */
public final class SettingNames {
    /** Nobody meant a setting by more than this, and the comparison costs length times length. */
    private static final int WRITTEN_CHARS_MAX = 100;

    private SettingNames() {}

    /** What to do about an unknown name, as a sentence. */
    public static String fix(String written, Collection<String> known, String prefix) {
        return to(written, known)
                .map(name -> "Did you mean '" + prefix + name + "'?")
                .orElse("All settings stand in docs/config.md.");
    }

    /** The closest of the known names, the first of equals; empty when all are too far away to be meant. */
    static Optional<String> to(String written, Collection<String> known) {
        if (written.length() > WRITTEN_CHARS_MAX) {
            return Optional.empty();
        }
        return known.stream()
                .filter(name -> distance(written, name) <= tolerance(written, name))
                .min(Comparator.comparingInt((String name) -> distance(written, name)));
    }

    private static int tolerance(String written, String name) {
        return Math.max(1, Math.min(written.length(), name.length()) / 4);
    }

    /** Edits between two names; a right last word in a wrong or missing section counts as one. */
    private static int distance(String written, String name) {
        int whole = EditDistance.between(plain(written), plain(name));
        boolean sameLastWord = plain(lastWord(written)).equals(plain(lastWord(name)));
        return sameLastWord ? Math.min(whole, 1) : whole;
    }

    private static String lastWord(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Spelling styles do not count: {@code baseUrl} and {@code base_url} are {@code base-url}. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
