package poegateway.config.tree;

/**
 * A setting's value as somebody wrote it.
 *
 * @param text with every {@code ${env:NAME}} replaced
 * @param shown as it stands in its place, so that a message never shows what a variable held
 */
public record RawValue(String text, String shown, SettingSource origin) {
    public static RawValue plainly(String text, SettingSource origin) {
        return new RawValue(text, text, origin);
    }
}
