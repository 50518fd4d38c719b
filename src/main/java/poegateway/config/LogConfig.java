package poegateway.config;

/** What is written to the log, which is standard error. */
public record LogConfig(
        @Doc("Form of a line; `auto` is text on a terminal, else JSON.")
        Format format,

        @Doc("Lowest level that is written.") Level level,

        @Doc("Whether each request gets a line.") boolean requests) {
    /** {@code auto}: text on a terminal, else JSON. */
    public enum Format {
        AUTO,
        TEXT,
        JSON
    }

    /** Weights, heaviest first. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    public static LogConfig defaults() {
        return new LogConfig(Format.AUTO, Level.INFO, true);
    }
}
