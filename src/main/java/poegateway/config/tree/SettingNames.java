package poegateway.config.tree;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import poegateway.core.text.ClosestNames;
import poegateway.core.text.EditDistance;

/** Finds the name of the setting that was probably meant. */
public final class SettingNames {
    private static final ClosestNames CLOSEST = new ClosestNames(SettingNames::distance, SettingNames::tolerance);

    private SettingNames() {}

    /** What to do about an unknown name, as a sentence. */
    public static String fix(String written, Collection<String> known, String prefix) {
        return meant(written, known, prefix).orElse("docs/config.md lists all settings.");
    }

    /** The name that was probably meant, as a question. */
    public static Optional<String> meant(String written, Collection<String> known, String prefix) {
        return CLOSEST.of(written, known).stream().findFirst().map(name -> "Did you mean '" + prefix + name + "'?");
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
