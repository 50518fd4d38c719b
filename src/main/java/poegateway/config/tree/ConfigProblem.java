package poegateway.config.tree;

import poegateway.core.text.SafeText;

/**
 * One thing wrong with the configuration.
 *
 * @param where file with line and column, variable or flag
 * @param key the setting, or what was written where a setting should be
 * @param value what was written, at most {@value #SHOWN_CHARS} characters of it; secrets as •••; empty where none belongs
 * @param fault what is wrong and what was expected, as a clause without a full stop
 * @param fix what to do, as a sentence
 */
public record ConfigProblem(SettingSource where, String key, String value, String fault, String fix) {
    private static final int SHOWN_CHARS = 80;
    private static final String DOTS = "•••";

    public static ConfigProblem badValue(Setting setting, RawValue written, String expectation) {
        String shown = setting.secret() ? DOTS : shortened(setting.masked(written.shown()));
        String fault = "'" + setting.key() + "' " + expectation + ", is '" + shown + "'";
        return new ConfigProblem(written.origin(), setting.key(), shown, fault, setting.fix());
    }

    public static ConfigProblem other(SettingSource where, String key, String fault, String fix) {
        return new ConfigProblem(where, key, "", fault, fix);
    }

    /** All of it in one line: {@code config/poe-gateway.yaml:14:3 unknown key 'server.prot'. Did you mean …?} */
    public String sentence() {
        String colon = where instanceof SettingSource.InFile ? " " : ": ";
        return where.text() + colon + fault + ". " + fix;
    }

    /** Fit for a terminal, where a control character could forge a second line, and of bounded length. */
    public static String shortened(String text) {
        return SafeText.shortened(text, SHOWN_CHARS);
    }
}
