package poegateway.cli;

import java.util.Optional;
import poegateway.app.Platform;

/** Runs the command that the words of the command line name. */
public final class CommandRunner {
    private CommandRunner() {}

    /** Runs a command until it has ended; gives the exit code of the process. */
    public static int run(String... args) {
        return switch (String.join(" ", args)) {
            // A container asks for its health every few seconds, which is too often to read picocli's classes.
            case "health" -> new HealthCommand().call();
            case "train" -> new AotTrainCommand().call();
            default -> serveOrElse(args);
        };
    }

    private static int serveOrElse(String... args) {
        Optional<GivenSettings> ordinary = FastArguments.of(args);
        return ordinary.isPresent() ? ServeRun.run(ordinary.get(), Platform.real()) : Commands.run(args);
    }
}
