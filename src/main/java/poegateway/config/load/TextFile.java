package poegateway.config.load;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.SettingSource;

/**
 * A file of settings.
 *
 * @param folder where relative names start
 * @param name as the user gave it
 */
record TextFile(Path folder, Path name) {
    private static final long BYTES_MAX = 1024 * 1024;

    Path path() {
        return folder.resolve(name);
    }

    boolean exists() {
        return Files.exists(path());
    }

    /** The file's text; empty when it cannot be had, and then the problem is noted. */
    Optional<String> text(List<ConfigProblem> problems) {
        Path file = path();
        try {
            if (Files.isDirectory(file)) {
                problems.add(unreadable("this is a folder", "Give the file that holds the settings."));
            } else if (Files.size(file) > BYTES_MAX) {
                problems.add(unreadable("the file is larger than 1 MiB", "Give the file that holds the settings."));
            } else {
                return Optional.of(Files.readString(file));
            }
        } catch (NoSuchFileException e) {
            problems.add(ConfigProblem.other(
                    new SettingSource.Flag("config"),
                    "",
                    "no such file: " + ConfigProblem.shortened(name.toString()),
                    "Check the name; `poe-gateway config example` prints a file to start from."));
        } catch (CharacterCodingException e) {
            problems.add(unreadable("the file is not UTF-8 text", "Save it as UTF-8."));
        } catch (IOException e) {
            problems.add(unreadable("the file cannot be read", "Check that this user may read it."));
        }
        return Optional.empty();
    }

    private ConfigProblem unreadable(String fault, String fix) {
        return ConfigProblem.other(new SettingSource.InFile(name, 1, 1), "", fault, fix);
    }
}
