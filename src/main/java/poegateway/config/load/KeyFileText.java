package poegateway.config.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import poegateway.config.AccountConfig;
import poegateway.config.KeyConfig;
import poegateway.config.tree.ValueKind;

/** The text of a key file, changed in one place at a time: other entries stay as they are, and so do comments. */
final class KeyFileText {
    private static final String NEW = """
            # Keys that poe-gateway made: their hashes, never the keys themselves.
            keys:
            """;
    private static final int LINE_CHARS_MAX = 1000;
    private static final LoadSettings READ =
            LoadSettings.builder().setParseComments(true).build();

    private final MappingNode root;

    /** @param text of a file that was read without a problem; empty or blank for a new one */
    KeyFileText(String text) {
        Optional<Node> found = new Compose(READ).composeString(text);
        this.root = found.filter(MappingNode.class::isInstance).isPresent()
                ? (MappingNode) found.get()
                : (MappingNode) new Compose(READ).composeString(NEW).orElseThrow();
    }

    void add(KeyConfig key) {
        items().add(entry(key));
    }

    /** Marks a key; false when none has this name. */
    boolean revoke(String name) {
        for (Node item : items()) {
            MappingNode entry = (MappingNode) item;
            if (valueOf(entry, "name").filter(name::equals).isPresent()) {
                List<NodeTuple> parts = new ArrayList<>(entry.getValue());
                parts.removeIf(part -> isNamed(part, "revoked"));
                parts.add(part("revoked", scalar("true", Tag.BOOL)));
                entry.setValue(parts);
                return true;
            }
        }
        return false;
    }

    /** @param comments false for what is sure to be read again: the writer of YAML misplaces some comments */
    String text(boolean comments) {
        DumpSettings settings = DumpSettings.builder()
                .setDumpComments(comments)
                .setIndent(4)
                .setIndicatorIndent(2)
                .setWidth(LINE_CHARS_MAX)
                .build();
        return new Present(settings)
                .emitToString(new Serialize(settings).serializeOne(root).iterator());
    }

    /** The list; made when it is not there or empty, since an empty one stands in brackets. */
    private List<Node> items() {
        Optional<SequenceNode> list = root.getValue().stream()
                .filter(part -> isNamed(part, KeyFile.KEYS))
                .map(NodeTuple::getValueNode)
                .filter(SequenceNode.class::isInstance)
                .map(SequenceNode.class::cast)
                .filter(node -> !node.getValue().isEmpty())
                .findFirst();
        if (list.isPresent()) {
            list.get().setFlowStyle(FlowStyle.BLOCK);
            list.get().getValue().forEach(item -> ((MappingNode) item).setFlowStyle(FlowStyle.BLOCK));
            return list.get().getValue();
        }
        SequenceNode made = new SequenceNode(Tag.SEQ, new ArrayList<>(), FlowStyle.BLOCK);
        List<NodeTuple> parts = new ArrayList<>(root.getValue());
        Optional<NodeTuple> old =
                parts.stream().filter(part -> isNamed(part, KeyFile.KEYS)).findFirst();
        old.ifPresent(parts::remove);
        parts.add(new NodeTuple(old.map(NodeTuple::getKeyNode).orElseGet(() -> scalar(KeyFile.KEYS, Tag.STR)), made));
        root.setValue(parts);
        return made.getValue();
    }

    private static MappingNode entry(KeyConfig key) {
        List<NodeTuple> parts = new ArrayList<>();
        parts.add(part("name", scalar(key.name(), Tag.STR)));
        parts.add(part("sha256", scalar(key.digest(), Tag.STR)));
        parts.add(part("scopes", words(key.scopes())));
        key.expires().ifPresent(end -> parts.add(part("expires", scalar(end.toString(), Tag.STR))));
        if (!key.models().isEmpty()) {
            parts.add(part("models", words(key.models())));
        }
        if (!key.tools().isEmpty()) {
            parts.add(part("tools", words(key.tools())));
        }
        key.requestsPerMinute()
                .ifPresent(rate -> parts.add(part("requests-per-minute", scalar(rate.toString(), Tag.INT))));
        key.concurrentStreams()
                .ifPresent(streams -> parts.add(part("concurrent-streams", scalar(streams.toString(), Tag.INT))));
        key.costCentsPerDay()
                .ifPresent(cents -> parts.add(part("cost-cents-per-day", scalar(cents.toString(), Tag.INT))));
        if (!key.account().equals(AccountConfig.DEFAULT)) {
            parts.add(part("account", scalar(key.account(), Tag.STR)));
        }
        if (key.revoked()) {
            parts.add(part("revoked", scalar("true", Tag.BOOL)));
        }
        return new MappingNode(Tag.MAP, parts, FlowStyle.BLOCK);
    }

    private static Node words(List<?> values) {
        List<Node> words = new ArrayList<>();
        values.forEach(value -> words.add(scalar(ValueKind.print(value), Tag.STR)));
        return new SequenceNode(Tag.SEQ, words, FlowStyle.FLOW);
    }

    private static NodeTuple part(String name, Node value) {
        return new NodeTuple(scalar(name, Tag.STR), value);
    }

    private static ScalarNode scalar(String value, Tag tag) {
        return new ScalarNode(tag, value, ScalarStyle.PLAIN);
    }

    private static boolean isNamed(NodeTuple part, String name) {
        return part.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }

    private static Optional<String> valueOf(MappingNode entry, String name) {
        return entry.getValue().stream()
                .filter(part -> isNamed(part, name))
                .map(NodeTuple::getValueNode)
                .filter(ScalarNode.class::isInstance)
                .map(value -> ((ScalarNode) value).getValue())
                .findFirst();
    }
}
