package poegateway.container;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The Dockerfile, read.
 *
 * @param lines instructions in order, comments left out and continued lines joined
 */
record Recipe(List<String> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Recipe read() throws IOException {
        String text = Pattern.compile("(?m)^\\s*#.*\\n")
                .matcher(Files.readString(Path.of("Dockerfile")))
                .replaceAll("");
        List<String> lines = text.replaceAll("\\\\\\n\\s*", " ")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return new Recipe(lines);
    }

    /** What follows each instruction of that name. */
    List<String> all(String instruction) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
    }

    /** What follows the only instruction of that name. */
    String only(String instruction) {
        List<String> all = all(instruction);
        if (all.size() != 1) {
            throw new AssertionError(instruction + " stands " + all.size() + " times in the Dockerfile");
        }
        return all.getFirst();
    }

    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String env : all("ENV")) {
            for (String word : env.split("\\s+")) {
                variables.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
            }
        }
        return variables;
    }

    /** Every command in exec form: the training, the probe, the entry point. */
    List<List<String>> commands() throws IOException {
        List<List<String>> commands = new ArrayList<>();
        for (String line : lines) {
            if (line.contains("[\"")) {
                commands.add(words(line));
            }
        }
        return commands;
    }

    /** The words of a command in exec form; fails for one that needs a shell. */
    static List<String> words(String command) throws IOException {
        String array = command.substring(command.indexOf('['));
        return List.of(JSON.readValue(array, String[].class));
    }
}
