package poegateway.config.tree;

import java.nio.file.Path;

/** Where a setting's value came from. */
public sealed interface SettingSource {
    /** Nobody set it. */
    record Standard() implements SettingSource {}

    /**
     * A line of the configuration file.
     *
     * @param file as the user named it
     * @param line counted from 1
     * @param column counted from 1
     */
    record InFile(Path file, int line, int column) implements SettingSource {}

    /** A variable of the environment. */
    record Variable(String name) implements SettingSource {}

    /**
     * A line of the {@code .env} file.
     *
     * @param line counted from 1
     * @param name the variable
     */
    record InEnvFile(Path file, int line, String name) implements SettingSource {}

    /**
     * The command line.
     *
     * @param key without its dashes
     */
    record Flag(String key) implements SettingSource {}

    /** In words, such as {@code config/poe-gateway.yaml:14:3}. */
    default String text() {
        return switch (this) {
            case Standard standard -> "default";
            case InFile at -> at.file + ":" + at.line + ":" + at.column;
            case Variable variable -> "environment " + ConfigProblem.shortened(variable.name);
            case InEnvFile at -> at.file + ":" + at.line + " " + ConfigProblem.shortened(at.name);
            case Flag flag -> "flag --" + ConfigProblem.shortened(flag.key);
        };
    }
}
