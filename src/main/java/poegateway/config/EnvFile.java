package poegateway.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code .env} file: {@code NAME=value} lines, comments from {@code #}, quotes and {@code export} allowed. */
record EnvFile(Path file) {
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"(?:\\s+#.*)?|'([^']*)'(?:\\s+#.*)?");

    /** Name to value; a name written twice has the later value, as shells have it. */
    Map<String, Written> read(String text, List<ConfigProblem> problems) {
        Map<String, Written> variables = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String name = matcher.group(1);
                Origin origin = new Origin.InEnvFile(file, i + 1, name);
                variables.put(name, Written.plainly(value(matcher.group(2)), origin));
            } else {
                Origin origin = new Origin.InFile(file, i + 1, 1);
                problems.add(ConfigProblem.other(
                        origin, "", "the line is not NAME=value", "Write it so, or put # in front."));
            }
        }
        return variables;
    }

    private static String value(String written) {
        Matcher quoted = QUOTED.matcher(written);
        if (quoted.matches()) {
            return quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        }
        return written.replaceFirst("\\s+#.*$", "");
    }
}
