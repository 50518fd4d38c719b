package poegateway.config.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import poegateway.config.tree.ConfigProblem;
import poegateway.config.tree.SettingSource;

/** Lets only plain YAML through: one document, no aliases, no tags, no towers of brackets. */
final class YamlShape {
    private static final int DEPTH_MAX = 20;
    private static final int CODE_POINTS_MAX = 1024 * 1024;

    private final Path file;
    private final List<ConfigProblem> problems;
    private final LoadSettings settings;
    private int documents;
    private int depth;

    YamlShape(Path file, List<ConfigProblem> problems) {
        this.file = file;
        this.problems = problems;
        this.settings = LoadSettings.builder()
                .setCodePointLimit(CODE_POINTS_MAX)
                .setAllowNonScalarKeys(true)
                .build();
    }

    /** The only document; empty when there is none, or when its shape is refused and the problems are noted. */
    Optional<Node> read(String text) {
        int before = problems.size();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                check(event);
                if (depth > DEPTH_MAX) {
                    break;
                }
            }
            return problems.size() > before ? Optional.empty() : new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            YamlFault fault = YamlFault.of(e);
            problem(fault.mark(), fault.fault(), fault.fix());
        } catch (YamlEngineException e) {
            problem(Optional.empty(), "not YAML of at most 1 MiB without control characters", "Save it as UTF-8 text.");
        }
        return Optional.empty();
    }

    static SettingSource.InFile origin(Path file, Optional<Mark> mark) {
        return mark.map(at -> new SettingSource.InFile(file, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> new SettingSource.InFile(file, 1, 1));
    }

    private void check(Event event) {
        switch (event) {
            case DocumentStartEvent start -> {
                documents++;
                refuseIf(documents > 1, event, "a second document begins", "Keep everything in one document.");
            }
            case AliasEvent alias -> refuseIf(true, event, "there is an alias (*) here", "Write the value out.");
            case CollectionStartEvent start -> {
                depth++;
                refuseIf(depth > DEPTH_MAX, event, "nested deeper than " + DEPTH_MAX, "Settings need two levels.");
                refuseIf(start.getTag().isPresent(), event, "a tag (!) stands here", "Remove it.");
            }
            case CollectionEndEvent end -> depth--;
            case ScalarEvent scalar ->
                refuseIf(scalar.getTag().isPresent(), event, "a tag (!) stands here", "Remove it.");
            default -> {}
        }
    }

    private void refuseIf(boolean wrong, Event event, String fault, String fix) {
        if (wrong) {
            problem(event.getStartMark(), fault, fix);
        }
    }

    private void problem(Optional<Mark> mark, String fault, String fix) {
        problems.add(ConfigProblem.other(origin(file, mark), "", fault, fix));
    }
}
