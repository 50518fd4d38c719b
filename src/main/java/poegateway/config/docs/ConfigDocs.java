package poegateway.config.docs;

/** What the settings look like in a file, for people and for editors. */
public final class ConfigDocs {
    private ConfigDocs() {}

    /** A file in YAML with every setting at its default, explained and commented out. */
    public static String example() {
        return ConfigReference.file();
    }

    /** The JSON Schema of the file, draft 2020-12. */
    public static String schema() {
        return ConfigSchema.text();
    }
}
