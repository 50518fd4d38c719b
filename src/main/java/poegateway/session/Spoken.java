package poegateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.conversation.ToolCall;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Something that was said, for comparison: equal are those that mean the same, however their texts are escaped. Not for maps: its
 * hash is that of who said it alone.
 */
final class Spoken {
    private final Role role;
    private final String kind;
    private final List<JsonText> texts;
    private final List<Spoken> content;

    private Spoken(Role role, String kind, List<JsonText> texts, List<Spoken> content) {
        this.role = role;
        this.kind = kind;
        this.texts = texts;
        this.content = content;
    }

    /**
     * What messages say.
     *
     * @param said all of it
     * @param ends how much of it is said by the end of each message
     */
    record Conversation(List<Spoken> said, List<Integer> ends) {}

    static Conversation of(List<Message> messages) {
        List<Spoken> all = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        Role last = null;
        for (Message message : messages) {
            boolean goesOn = message.role() == last && (last == Role.ASSISTANT || last == Role.TOOL);
            add(message.role(), message.parts(), goesOn, all);
            ends.add(all.size());
            last = message.role();
        }
        return new Conversation(all, ends);
    }

    /** @param joins whether the first words may go on from the last */
    private static void add(Role role, List<Part> parts, boolean joins, List<Spoken> into) {
        boolean goesOn = joins;
        for (Part part : parts) {
            Spoken said = of(role, part);
            if (said == null) {
                continue;
            }
            Spoken last = into.isEmpty() || !goesOn ? null : into.getLast();
            if (last != null && last.isText() && last.kind.equals(said.kind)) {
                last.texts.addAll(said.texts);
            } else {
                into.add(said);
            }
            goesOn = true;
        }
    }

    /** Null for what callers need not send back: thoughts, and media that a model made. */
    private static @Nullable Spoken of(Role role, Part part) {
        return switch (part) {
            case Part.Words words -> words.text().isEmpty() ? null : text(role, "words", List.of(words.text()));
            case Part.Refusal refusal -> text(role, "refusal", List.of(refusal.text()));
            case Part.Media media ->
                role == Role.ASSISTANT ? null : text(role, media.kind().name(), MediaSource.url(media.source()));
            case Part.Thinking thinking -> null;
            case Part.Call call -> call(role, call.call());
            case Part.Result result -> result(role, result);
            case Part.Foreign foreign -> json(role, foreign.json());
            case Part.ForeignCall foreign -> json(role, foreign.json());
        };
    }

    private static Spoken text(Role role, String kind, List<JsonText> texts) {
        return new Spoken(role, kind, new ArrayList<>(texts), List.of());
    }

    private static Spoken call(Role role, ToolCall call) {
        Spoken name = text(role, "name", List.of(call.name()));
        Spoken arguments = text(role, "arguments", List.of(call.arguments()));
        return new Spoken(role, "call", List.of(), List.of(name, arguments));
    }

    private static Spoken result(Role role, Part.Result result) {
        List<Spoken> content = new ArrayList<>();
        add(role, result.content(), false, content);
        return new Spoken(role, "result", List.of(), content);
    }

    private static Spoken json(Role role, JsonSlice json) {
        return text(role, "json", List.of(new JsonText(json.source(), json.from(), json.to())));
    }

    private boolean isText() {
        return kind.equals("words") || kind.equals("refusal");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spoken that
                && role == that.role
                && kind.equals(that.kind)
                && content.equals(that.content)
                && sameTexts(that);
    }

    /** Most are of the same bytes: only others are decoded. */
    private boolean sameTexts(Spoken that) {
        if (texts.equals(that.texts)) {
            return true;
        }
        String mine = joined(texts);
        String others = joined(that.texts);
        return mine.equals(others) || (kind.equals("arguments") && SameJson.isSame(mine, others));
    }

    private static String joined(List<JsonText> texts) {
        StringBuilder joined = new StringBuilder();
        texts.forEach(text -> joined.append(text.decoded()));
        return joined.toString();
    }

    @Override
    public int hashCode() {
        return Objects.hash(role, kind);
    }
}
