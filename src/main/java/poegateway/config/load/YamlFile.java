package poegateway.config.load;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.RawValue;
import poegateway.config.tree.Setting;
import poegateway.config.tree.SettingSource;
import poegateway.config.tree.Settings;
import poegateway.config.tree.Shape;

/** Reads settings from a file into the draft, each with its line and column. */
final class YamlFile {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private static final Pattern GLUED = Pattern.compile("[a-z-]+:\\S");

    private final Path file;
    private final Placeholders placeholders;
    private final RawSettings draft;
    private final List<ConfigProblem> problems;

    YamlFile(Path file, Placeholders placeholders, RawSettings draft, List<ConfigProblem> problems) {
        this.file = file;
        this.placeholders = placeholders;
        this.draft = draft;
        this.problems = problems;
    }

    void read(String text, Settings settings) {
        new YamlShape(file, problems).read(text).ifPresent(root -> {
            if (root instanceof MappingNode mapping) {
                section(mapping, "", settings);
            } else if (!isNull(root)) {
                String first = settings.all().getFirst().key().replaceFirst("\\..*", "");
                problem(root, "", "the file is not a list of settings", "Begin with a section: '" + first + ":'.");
            }
        });
    }

    private void section(MappingNode mapping, String prefix, Settings settings) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (isNewName(entry.getKeyNode(), prefix, seen)) {
                String name = ((ScalarNode) entry.getKeyNode()).getValue();
                entry(entry.getKeyNode(), prefix, name, entry.getValueNode(), settings);
            }
        }
    }

    private boolean isNewName(Node key, String prefix, Set<String> seen) {
        if (!(key instanceof ScalarNode name)) {
            problem(key, prefix, "the key is not a word", "Write 'name: value'.");
            return false;
        }
        if (!seen.add(name.getValue())) {
            String path = ConfigProblem.shortened(prefix + name.getValue());
            problem(key, path, "'" + path + "' is written twice", "Remove one of the two.");
            return false;
        }
        return true;
    }

    private void entry(Node key, String prefix, String name, Node value, Settings settings) {
        String path = prefix + name;
        if (name.contains(".")
                || !(settings.isSection(path) || settings.byKey(path).isPresent())) {
            unknown(key, path, settings);
            return;
        }
        settings.byKey(path).ifPresentOrElse(setting -> leaf(setting, value), () -> below(path, value, settings));
    }

    private void below(String path, Node value, Settings settings) {
        if (value instanceof MappingNode mapping) {
            section(mapping, path + ".", settings);
        } else if (!isNull(value)) {
            boolean glued = value instanceof ScalarNode scalar
                    && GLUED.matcher(scalar.getValue()).lookingAt();
            String fix = glued ? "Put a space after the colon." : "Put its settings below it, indented.";
            problem(value, path, "'" + path + "' is a section", fix);
        }
    }

    private void leaf(Setting setting, Node value) {
        switch (setting.form()) {
            case Shape.One one -> one(setting, value);
            case Shape.Many many -> list(setting, value);
            case Shape.Named named -> names(setting, value);
        }
    }

    private void one(Setting setting, Node value) {
        SettingSource origin = YamlShape.origin(file, value.getStartMark());
        draft.spoil(setting.key(), origin);
        if (!(value instanceof ScalarNode scalar)) {
            String shown = value instanceof MappingNode ? "a section" : "a list";
            String expectation = setting.kind().expectation();
            problems.add(ConfigProblem.badValue(setting, RawValue.plainly(shown, origin), expectation));
        } else if (isNull(value)) {
            problem(value, setting.key(), "'" + setting.key() + "' has no value", setting.fix());
        } else {
            scalar(setting, scalar, origin);
        }
    }

    private void scalar(Setting setting, ScalarNode scalar, SettingSource origin) {
        String written = scalar.getValue();
        try {
            draft.set(setting, new RawValue(placeholders.expand(written), written, origin, !scalar.isPlain()));
        } catch (Placeholders.Unfit e) {
            problems.add(ConfigProblem.badValue(setting, RawValue.plainly(written, origin), e.expectation()));
        }
    }

    private void list(Setting setting, Node value) {
        if (!(value instanceof SequenceNode sequence)) {
            if (!isNull(value)) {
                draft.spoil(setting.key(), YamlShape.origin(file, value.getStartMark()));
                String fix = "Put each item on a line of its own, after '- '.";
                problem(value, setting.key(), "'" + setting.key() + "' must be a list", fix);
            }
            return;
        }
        draft.list(setting.key(), YamlShape.origin(file, value.getStartMark()));
        int index = 0;
        for (Node item : sequence.getValue()) {
            String path = setting.key() + "[" + index + "]";
            item(setting, new RawSettings.Item(path, Integer.toString(index)), item);
            index++;
        }
    }

    private void names(Setting setting, Node value) {
        if (!(value instanceof MappingNode mapping)) {
            if (!isNull(value)) {
                draft.spoil(setting.key(), YamlShape.origin(file, value.getStartMark()));
                String fault = "'" + setting.key() + "' must be names with values";
                problem(value, setting.key(), fault, "Put each on a line of its own, as 'name: value'.");
            }
            return;
        }
        draft.list(setting.key(), YamlShape.origin(file, value.getStartMark()));
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (isNewName(entry.getKeyNode(), setting.key() + ".", seen)) {
                String name = ((ScalarNode) entry.getKeyNode()).getValue();
                item(setting, new RawSettings.Item(setting.key() + "." + name, name), entry.getValueNode());
            }
        }
    }

    private void item(Setting list, RawSettings.Item item, Node value) {
        draft.item(list.key(), item, YamlShape.origin(file, value.getStartMark()));
        if (!list.form().hasParts()) {
            one(list.element(item.path()), value);
        } else if (value instanceof MappingNode mapping) {
            section(mapping, item.path() + ".", Settings.ofItem(list.form().type(), item.path()));
        } else if (value instanceof ScalarNode && !isNull(value) && list.form() instanceof Shape.Named) {
            one(first(list, item), value);
        } else {
            draft.spoil(item.path(), YamlShape.origin(file, value.getStartMark()));
            Setting first = first(list, item);
            String fix = "Begin it with '" + first.word() + ": " + first.sample() + "'.";
            problem(value, item.path(), "'" + item.path() + "' must be a group of settings", fix);
        }
    }

    private static Setting first(Setting list, RawSettings.Item item) {
        return Settings.ofItem(list.form().type(), item.path()).all().getFirst();
    }

    private void unknown(Node key, String path, Settings settings) {
        String shown = ConfigProblem.shortened(path);
        String fault = "unknown key '" + shown + "'";
        if (settings.byKey(path).isPresent()) {
            problem(key, shown, fault + " with a dot", "Write each part on a line of its own, indented.");
        } else {
            problem(key, shown, fault, settings.fix(path));
        }
    }

    private static boolean isNull(Node value) {
        return value instanceof ScalarNode scalar && scalar.isPlain() && NULLS.contains(scalar.getValue());
    }

    private void problem(Node at, String key, String fault, String fix) {
        problems.add(ConfigProblem.other(YamlShape.origin(file, at.getStartMark()), key, fault, fix));
    }
}
