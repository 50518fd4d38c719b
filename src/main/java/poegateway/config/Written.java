package poegateway.config;

/**
 * A setting's value as somebody wrote it.
 *
 * @param text with every {@code ${env:NAME}} replaced
 * @param shown as it stands in its place, so that a message never shows what a variable held
 */
record Written(String text, String shown, Origin origin) {
    static Written plainly(String text, Origin origin) {
        return new Written(text, text, origin);
    }
}
