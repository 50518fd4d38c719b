package poegateway.simulator.reply;

import java.util.ArrayList;
import java.util.List;

/** Cuts texts into the pieces of a stream. */
public final class TextPieces {
    private TextPieces() {}

    /** The text in pieces of that many code points, the last one perhaps shorter; none of an empty text. */
    public static List<String> of(String text, int codePoints) {
        var pieces = new ArrayList<String>();
        int from = 0;
        while (from < text.length()) {
            int end = from;
            for (int n = 0; n < codePoints && end < text.length(); n++) {
                end += Character.charCount(text.codePointAt(end));
            }
            pieces.add(text.substring(from, end));
            from = end;
        }
        return pieces;
    }
}
