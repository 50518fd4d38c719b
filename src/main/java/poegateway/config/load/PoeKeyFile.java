package poegateway.config.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.RawValue;

/** Reads the file that {@code POE_API_KEY_FILE} names: one key, blanks around it ignored. */
record PoeKeyFile(Path folder, FileStamps files) {
    private static final int BYTES_MAX = 4096;

    /** The key; empty when there is none to be had, and then the problem is noted. */
    Optional<String> read(RawValue name, List<ConfigProblem> problems) {
        Path file = folder.resolve(name.text());
        files.add(file);
        String shown = "file '" + ConfigProblem.shortened(name.text()) + "'";
        try {
            if (!Files.isRegularFile(file)) {
                problems.add(problem(name, shown + " is not there", "Create it, or unset the variable."));
            } else if (isWorldReadable(file)) {
                problems.add(problem(
                        name, shown + " can be read by everyone on this machine", "Run: chmod 600 " + name.text()));
            } else {
                return Optional.of(content(file));
            }
        } catch (IOException e) {
            problems.add(problem(name, shown + " cannot be read", "Make it readable to this user."));
        }
        return Optional.empty();
    }

    private static String content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8).strip();
        }
    }

    /** False where the file system knows no such rights. */
    private static boolean isWorldReadable(Path file) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    }

    private static ConfigProblem problem(RawValue name, String fault, String fix) {
        return ConfigProblem.other(name.origin(), "poe.api-key", fault, fix);
    }
}
