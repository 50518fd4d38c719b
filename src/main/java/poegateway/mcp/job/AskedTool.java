package poegateway.mcp.job;

import poegateway.core.text.SafeText;

/**
 * What a job of a tool was begun with, as its owner gets to see it again.
 *
 * @param tool its name
 * @param model as the caller named it
 * @param words the beginning of what was asked
 */
public record AskedTool(String tool, String model, String words) {
    private static final int MODEL_CHARS_MAX = 100;
    private static final int WORDS_CHARS_MAX = 120;
    private static final int BYTES_OF_CHAR = 2;

    public AskedTool {
        model = SafeText.printable(model, MODEL_CHARS_MAX);
        words = words.length() > WORDS_CHARS_MAX ? words.substring(0, WORDS_CHARS_MAX) + "…" : words;
    }

    /** About how much memory it holds. */
    long bytes() {
        return (long) BYTES_OF_CHAR * (tool.length() + model.length() + words.length());
    }
}
