package poegateway.config.tree;

/**
 * A setting's value as somebody wrote it.
 *
 * @param text with every {@code ${env:NAME}} replaced
 * @param shown as it stands in its place, so that a message never shows what a variable held
 * @param quoted whether it stands in quotes there
 */
public record RawValue(String text, String shown, SettingSource origin, boolean quoted) {
    public RawValue(String text, String shown, SettingSource origin) {
        this(text, shown, origin, false);
    }

    public static RawValue plainly(String text, SettingSource origin) {
        return new RawValue(text, text, origin);
    }
}
