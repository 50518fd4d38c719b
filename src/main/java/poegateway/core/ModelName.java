package poegateway.core;

import java.util.Locale;

/** The one rule by which names of models are compared: letter case does not count, nor does {@code provider/} before one. */
public final class ModelName {
    private ModelName() {}

    /** What two spellings of one model have in common: {@code anthropic/Claude-Opus-4.6} gives {@code claude-opus-4.6}. */
    public static String bare(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.substring(lower.indexOf('/') + 1);
    }
}
