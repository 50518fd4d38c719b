package poegateway.config;

import java.nio.file.Path;

/** Where a setting's value came from. */
public sealed interface Origin {
    /** Nobody set it. */
    record Standard() implements Origin {}

    /**
     * A line of the configuration file.
     *
     * @param file as the user named it
     * @param line counted from 1
     * @param column counted from 1
     */
    record InFile(Path file, int line, int column) implements Origin {}

    /** A variable of the environment. */
    record Variable(String name) implements Origin {}

    /**
     * A line of the {@code .env} file.
     *
     * @param line counted from 1
     * @param name the variable
     */
    record InEnvFile(Path file, int line, String name) implements Origin {}

    /**
     * The command line.
     *
     * @param key without its dashes
     */
    record Flag(String key) implements Origin {}

    /** In words, such as {@code config/poe-gateway.yaml:14:3}. */
    default String text() {
        return switch (this) {
            case Standard standard -> "default";
            case InFile at -> at.file + ":" + at.line + ":" + at.column;
            case Variable variable -> "environment " + variable.name;
            case InEnvFile at -> at.file + ":" + at.line + " " + at.name;
            case Flag flag -> "flag --" + flag.key;
        };
    }
}
