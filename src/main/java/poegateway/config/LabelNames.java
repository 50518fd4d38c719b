package poegateway.config;

import java.util.regex.Pattern;

/** Names that users give to keys and accounts; they become labels of metrics and words in logs. */
public final class LabelNames {
    static final String EXPECTATION = "must be 1 to 64 characters of A-Z, a-z, 0-9, dot, underscore and dash";
    public static final String DISTINCT = "must differ from all others";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private LabelNames() {}

    static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }
}
