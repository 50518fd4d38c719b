package poegateway.meter;

import java.util.Locale;
import poegateway.core.text.Redaction;
import poegateway.core.text.SafeText;

/** Callers' words as they may stand in a log: printable, cut short, and without what looks like a key. */
final class LoggedText {
    private static final int NAME_CHARS = 100;
    private static final int PATH_CHARS = 200;
    private static final String HIDDEN = "•••";
    private static final int KEY_CHARS = 32;

    private LoggedText() {}

    /** A name that is not known may be anything, pasted keys included: it is shown where it has the shape of a model's. */
    static String model(String name, boolean known) {
        return known || (ModelShape.fits(name) && !suspicious(name)) ? SafeText.printable(name, NAME_CHARS) : HIDDEN;
    }

    /** A short word of ours. */
    static String name(String word) {
        return SafeText.printable(word, NAME_CHARS);
    }

    /** A short word of a caller's. */
    static String word(String word) {
        return words(word, NAME_CHARS);
    }

    /** The route of a request; where it has none, the path that it asked for. */
    static String asked(Meter.Request request) {
        return request.path().map(path -> words(path, PATH_CHARS)).orElse(request.route());
    }

    /** As {@link SafeText#printable}, with dots for what looks like a key. */
    static String words(String text, int chars) {
        String bare = suspicious(text) ? Redaction.redacted(text) : text;
        return SafeText.printable(bare, chars);
    }

    /** Cheap, and true for all that the redaction would change. */
    private static boolean suspicious(String text) {
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            run = character == '-' || character == '_' || Character.isLetterOrDigit(character) ? run + 1 : 0;
            if (run >= KEY_CHARS) {
                return true;
            }
        }
        return text.contains("sk-")
                || text.contains("pgw_")
                || text.toLowerCase(Locale.ROOT).contains("bearer");
    }
}
