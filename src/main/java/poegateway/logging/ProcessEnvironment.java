package poegateway.logging;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/**
 * What lies around the process.
 *
 * @param log where logs go: standard error, since standard output belongs to what a command is asked to print
 * @param terminal whether a person reads the log as it is written
 * @param zone of that person
 * @param environment variables
 */
public record ProcessEnvironment(OutputStream log, boolean terminal, ZoneId zone, Map<String, String> environment) {
    private static final Path STDOUT = Path.of("/proc/self/fd/1");
    private static final Path STDERR = Path.of("/proc/self/fd/2");

    public ProcessEnvironment {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static ProcessEnvironment real() {
        return new ProcessEnvironment(
                new FileOutputStream(FileDescriptor.err), onTerminal(STDERR), ZoneId.systemDefault(), System.getenv());
    }

    /** Nobody reads logs, and no variable is set. */
    public static ProcessEnvironment none() {
        return new ProcessEnvironment(OutputStream.nullOutputStream(), false, ZoneOffset.UTC, Map.of());
    }

    /** Whether a person sees standard output of this process, wherever its log goes. */
    public static boolean outputOnTerminal() {
        return onTerminal(STDOUT);
    }

    /** Linux tells it of each stream; elsewhere standard output and input have to answer for it. */
    private static boolean onTerminal(Path stream) {
        if (!Files.isSymbolicLink(stream)) {
            return Optional.ofNullable(System.console())
                    .filter(Console::isTerminal)
                    .isPresent();
        }
        try {
            String target = Files.readSymbolicLink(stream).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException hidden) {
            return false;
        }
    }
}
