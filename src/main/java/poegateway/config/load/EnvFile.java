package poegateway.config.load;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.RawValue;
import poegateway.config.tree.SettingSource;

/** Reads a {@code .env} file: {@code NAME=value} lines, comments from {@code #}, quotes and {@code export} allowed. */
record EnvFile(Path file) {
    private static final Pattern LINE =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"(?:\\s+#.*)?|'([^']*)'(?:\\s+#.*)?");

    /** Name to value; a name written twice has the later value, as shells have it. */
    Map<String, RawValue> read(String text, List<ConfigProblem> problems) {
        Map<String, RawValue> variables = new LinkedHashMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                String name = matcher.group(1);
                SettingSource origin = new SettingSource.InEnvFile(file, i + 1, name);
                variables.put(name, RawValue.plainly(value(matcher.group(2)), origin));
            } else {
                SettingSource origin = new SettingSource.InFile(file, i + 1, 1);
                problems.add(ConfigProblem.other(
                        origin, "", "the line is not NAME=value", "Write it like that, or put # in front."));
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
