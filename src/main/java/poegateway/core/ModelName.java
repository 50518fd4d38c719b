package poegateway.core;

import java.util.Locale;

/**
 * The one rule for names of models: letter case does not count where they are compared, and {@code provider/} before a name is
 * no part of it. Poe's own names hold no slash.
 */
public final class ModelName {
    private ModelName() {}

    /** What two spellings of one model have in common: {@code anthropic/Claude-Opus-4.6} gives {@code claude-opus-4.6}. */
    public static String bare(String name) {
        return withoutProvider(name).toLowerCase(Locale.ROOT);
    }

    /** What stands behind the last slash, in its letter case; the whole name where nothing does. */
    public static String withoutProvider(String name) {
        String behind = name.substring(name.lastIndexOf('/') + 1);
        return behind.isBlank() ? name : behind;
    }
}
