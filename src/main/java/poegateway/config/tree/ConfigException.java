package poegateway.config.tree;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; carries all its problems: those of files by line, then variables, then flags. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Comparator<ConfigProblem> BY_PLACE = Comparator.comparing(
                    ConfigProblem::where, Comparator.comparingInt(ConfigException::rank))
            .thenComparing(problem -> file(problem.where()))
            .thenComparingInt(problem -> line(problem.where()))
            .thenComparingInt(problem -> column(problem.where()));

    private final transient List<ConfigProblem> problems;

    private ConfigException(List<ConfigProblem> problems, String message) {
        super(message);
        this.problems = problems;
    }

    /** Of at least one problem, in any order. */
    public static ConfigException of(List<ConfigProblem> found) {
        List<ConfigProblem> problems = found.stream().sorted(BY_PLACE).toList();
        return new ConfigException(
                problems, problems.stream().map(ConfigProblem::sentence).collect(Collectors.joining("\n")));
    }

    public List<ConfigProblem> problems() {
        return problems;
    }

    private static int rank(SettingSource origin) {
        return switch (origin) {
            case SettingSource.InFile at -> 0;
            case SettingSource.InEnvFile at -> 1;
            case SettingSource.Variable variable -> 2;
            case SettingSource.Flag flag -> 3;
            case SettingSource.Standard standard -> 4;
        };
    }

    private static String file(SettingSource origin) {
        return switch (origin) {
            case SettingSource.InFile at -> at.file().toString();
            case SettingSource.InEnvFile at -> at.file().toString();
            default -> "";
        };
    }

    private static int line(SettingSource origin) {
        return switch (origin) {
            case SettingSource.InFile at -> at.line();
            case SettingSource.InEnvFile at -> at.line();
            default -> 0;
        };
    }

    private static int column(SettingSource origin) {
        return origin instanceof SettingSource.InFile at ? at.column() : 0;
    }
}
