package poegateway.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads settings from the configuration file, each with its line and column. */
final class YamlFile {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final Path file;
    private final Placeholders placeholders;
    private final List<ConfigProblem> problems;
    private final Map<Setting, Written> settings = new LinkedHashMap<>();

    YamlFile(Path file, Placeholders placeholders, List<ConfigProblem> problems) {
        this.file = file;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    Map<Setting, Written> read(String text) {
        new YamlShape(file, problems).read(text).ifPresent(root -> {
            if (root instanceof MappingNode mapping) {
                section(mapping, "");
            } else if (!isNull(root)) {
                problem(root, "", "the file is no list of settings", "Begin with a section: 'server:'.");
            }
        });
        return settings;
    }

    private void section(MappingNode mapping, String prefix) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            if (!(key instanceof ScalarNode name)) {
                problem(key, prefix, "the key is no word", "Write 'name: value'.");
            } else if (!seen.add(name.getValue())) {
                String path = ConfigProblem.shortened(prefix + name.getValue());
                problem(key, path, "'" + path + "' is written twice", "Remove one of the two.");
            } else {
                entry(key, prefix, name.getValue(), entry.getValueNode());
            }
        }
    }

    private void entry(Node key, String prefix, String name, Node value) {
        String path = prefix + name;
        if (name.contains(".")
                || !(Settings.isSection(path) || Settings.byKey(path).isPresent())) {
            unknown(key, path);
            return;
        }
        Settings.byKey(path).ifPresentOrElse(setting -> leaf(setting, value), () -> below(path, value));
    }

    private void below(String path, Node value) {
        if (value instanceof MappingNode mapping) {
            section(mapping, path + ".");
        } else if (!isNull(value)) {
            problem(value, path, "'" + path + "' is a section", "Put its settings below it, indented.");
        }
    }

    private void leaf(Setting setting, Node value) {
        Origin origin = YamlShape.origin(file, value.getStartMark());
        String expectation = setting.kind().expectation();
        if (!(value instanceof ScalarNode scalar)) {
            String shown = value instanceof MappingNode ? "a section" : "a list";
            problems.add(ConfigProblem.badValue(setting, Written.plainly(shown, origin), expectation));
        } else if (isNull(value)) {
            problem(value, setting.key(), "'" + setting.key() + "' has no value", setting.fix());
        } else {
            scalar(setting, scalar.getValue(), origin);
        }
    }

    private void scalar(Setting setting, String written, Origin origin) {
        try {
            settings.put(setting, new Written(placeholders.expand(written), written, origin));
        } catch (Placeholders.Unfit e) {
            problems.add(ConfigProblem.badValue(setting, Written.plainly(written, origin), e.expectation()));
        }
    }

    private void unknown(Node key, String path) {
        String shown = ConfigProblem.shortened(path);
        String fault = "unknown key '" + shown + "'";
        if (Settings.byKey(path).isPresent()) {
            problem(key, shown, fault + " with a dot", "Write each part on a line of its own, indented.");
            return;
        }
        List<String> known = Settings.ALL.stream()
                .flatMap(setting -> Stream.of(setting.key(), setting.section()))
                .distinct()
                .toList();
        problem(key, shown, fault, Nearest.fix(path, known, ""));
    }

    private static boolean isNull(Node value) {
        return value instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    private void problem(Node at, String key, String fault, String fix) {
        problems.add(ConfigProblem.other(YamlShape.origin(file, at.getStartMark()), key, fault, fix));
    }
}
