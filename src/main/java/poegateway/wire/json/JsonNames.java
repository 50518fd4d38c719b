package poegateway.wire.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names of members as strings. Most texts have the same few names, which are kept and not made again; a name may push out another,
 * so what is kept stays small whatever comes.
 */
final class JsonNames {
    private static final int PLACES = 1024;
    private static final int LONGEST_KEPT_CHARACTERS = 40;

    /** Threads see each other's strings or not, which are whole in either case. */
    private static final String[] KEPT = new String[PLACES];

    static {
        Arrays.fill(KEPT, "");
    }

    private JsonNames() {}

    /** The name that stands between two offsets, quotes not included. */
    static String of(byte[] source, int from, int to) {
        if (to - from > LONGEST_KEPT_CHARACTERS) {
            return decoded(source, from, to);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            byte character = source[i];
            if (character < 0 || character == '\\') {
                return decoded(source, from, to);
            }
            hash = 31 * hash + character;
        }
        int place = (hash ^ hash >>> 10) & PLACES - 1;
        String kept = KEPT[place];
        if (!is(kept, source, from, to)) {
            kept = new String(source, from, to - from, StandardCharsets.ISO_8859_1);
            KEPT[place] = kept;
        }
        return kept;
    }

    private static boolean is(String name, byte[] source, int from, int to) {
        if (name.length() != to - from) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != source[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static String decoded(byte[] source, int from, int to) {
        return new JsonText(source, from, to).decoded();
    }
}
