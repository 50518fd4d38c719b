package poegateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
final class Nearest {
    /** Nobody meant a setting by more than this, and the comparison costs length times length. */
    private static final int WRITTEN_CHARS_MAX = 100;

    private Nearest() {}

    /** What to do about an unknown name, as a sentence. */
    static String fix(String written, Collection<String> known, String prefix) {
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
        int whole = edits(plain(written), plain(name));
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

    /** Insertions, deletions, replacements and swaps of neighbours. */
    private static int edits(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : cheapest(edits, a, b, i, j);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int cheapest(int[][] edits, String a, String b, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }
}
