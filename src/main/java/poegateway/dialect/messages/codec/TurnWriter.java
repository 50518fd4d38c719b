package poegateway.dialect.messages.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Role;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Writes the instructions and the messages. User and assistant take turns here, none of them is empty, the user begins, and results of
 * tools come first in a turn: so neighbours of one role are joined.
 */
final class TurnWriter {
    private static final Set<String> SPELLING = Set.of("content");
    private static final Set<String> SPELLING_OR_MARK = Set.of("content", CacheMarks.NAME);
    private static final JsonText OPENS = JsonText.of("<system>\n");
    private static final JsonText CLOSES = JsonText.of("\n</system>");
    private static final JsonText BEGINNING = JsonText.of("(The conversation begins.)");
    private static final int MARKED_TURNS = 2;

    private final JsonWriter json;
    private final Dropped dropped;
    private final boolean own;
    private final BlockWriter blocks;

    /** @param own whether the prompt came in this dialect */
    TurnWriter(JsonWriter json, Dropped dropped, CacheMarks marks, boolean own) {
        this.json = json;
        this.dropped = dropped;
        this.own = own;
        this.blocks = new BlockWriter(json, dropped, marks);
    }

    /** One turn while it is put together. */
    private static final class Turn {
        private final Role role;
        private final List<Part> results = new ArrayList<>();
        private final List<Part> others = new ArrayList<>();
        private final Map<String, JsonSlice> extras = new LinkedHashMap<>();
        private boolean bare;

        Turn(Role role) {
            this.role = role;
        }

        List<Part> parts() {
            List<Part> all = new ArrayList<>(results);
            all.addAll(others);
            return all;
        }
    }

    void write(Prompt prompt) {
        List<Message> messages = prompt.messages();
        int first = 0;
        while (first < messages.size() && messages.get(first).role() == Role.SYSTEM) {
            first++;
        }
        List<Turn> turns = turns(messages.subList(first, messages.size()));
        system(
                messages.subList(0, first),
                prompt.extras().membersFor(Dialect.MESSAGES).get(SystemBlocks.ATTRIBUTION));
        json.name("messages").beginArray();
        written(turns);
        json.endArray();
    }

    private void system(List<Message> messages, @Nullable JsonSlice attribution) {
        List<Part> parts = new ArrayList<>();
        for (Message message : messages) {
            members(message);
            for (Part part : CacheMarks.parts(message)) {
                if (!(part instanceof Part.Words) && !(part instanceof Part.Foreign)) {
                    throw Dropped.refused(
                            "anything but text in a system message (messages)", MessagesPromptWriter.NAME);
                }
                parts.add(part);
            }
        }
        parts.removeIf(part -> part instanceof Part.Words words && words.text().isEmpty());
        if (parts.isEmpty() && attribution == null) {
            return;
        }
        json.name("system");
        boolean bare = own && messages.size() == 1 && messages.getFirst().bareText();
        if (bare && attribution == null && parts.getFirst() instanceof Part.Words words) {
            json.value(words.text());
            return;
        }
        json.beginArray();
        if (attribution != null) {
            json.value(attribution);
        }
        for (int i = 0; i < parts.size(); i++) {
            blocks.block(parts.get(i), i == parts.size() - 1);
        }
        json.endArray();
    }

    private List<Turn> turns(List<Message> messages) {
        List<Turn> turns = new ArrayList<>();
        for (Message message : messages) {
            Map<String, JsonSlice> members = members(message);
            List<Part> parts = sayable(message);
            if (parts.isEmpty()) {
                continue;
            }
            Role role = role(message);
            boolean isNew = turns.isEmpty() || turns.getLast().role != role;
            if (isNew) {
                turns.add(new Turn(role));
            }
            Turn turn = turns.getLast();
            turn.bare = isNew && own && message.bareText();
            turn.extras.putAll(members);
            parts.forEach(part -> (part instanceof Part.Result ? turn.results : turn.others).add(part));
        }
        if (!own && (turns.isEmpty() || turns.getFirst().role == Role.ASSISTANT)) {
            Turn opening = new Turn(Role.USER);
            opening.others.add(new Part.Words(BEGINNING, BlockReader.NONE));
            turns.addFirst(opening);
        }
        return turns;
    }

    /** Rules in the middle of a conversation are told by the user, but where the caller's dialect has them there too. */
    private Role role(Message message) {
        return switch (message.role()) {
            case ASSISTANT -> Role.ASSISTANT;
            case USER, TOOL -> Role.USER;
            case SYSTEM -> own ? Role.SYSTEM : Role.USER;
        };
    }

    private Map<String, JsonSlice> members(Message message) {
        message.name().ifPresent(name -> dropped.add("messages.name"));
        Set<String> told = CacheMarks.isMarked(message) ? SPELLING_OR_MARK : SPELLING;
        return dropped.kept(message.extras(), Dialect.MESSAGES, "messages", told);
    }

    /** What may be said again: no empty words, and of thoughts only those that Anthropic's models signed. */
    private List<Part> sayable(Message message) {
        boolean told = message.role() == Role.SYSTEM && !own;
        List<Part> parts = new ArrayList<>();
        for (Part part : CacheMarks.parts(message)) {
            switch (part) {
                case Part.Words words -> {
                    if (!words.text().isEmpty()) {
                        parts.add(told ? told(words) : words);
                    }
                }
                case Part.Thinking thinking -> {
                    boolean signed = thinking.signature().isPresent()
                            && thinking.extras().origin() == Dialect.MESSAGES
                            && message.role() == Role.ASSISTANT;
                    if (signed) {
                        parts.add(thinking);
                    } else {
                        dropped.add("messages.reasoning_content");
                    }
                }
                default -> parts.add(part);
            }
        }
        return parts;
    }

    private static Part.Words told(Part.Words rule) {
        JsonWriter text = new JsonWriter();
        for (JsonText piece : List.of(OPENS, rule.text(), CLOSES)) {
            text.raw(piece.source(), piece.from(), piece.to());
        }
        byte[] bytes = text.written().toByteArray();
        return new Part.Words(new JsonText(bytes, 0, bytes.length), rule.extras());
    }

    private void written(List<Turn> turns) {
        int users = (int) turns.stream().filter(turn -> turn.role == Role.USER).count();
        for (Turn turn : turns) {
            boolean isUser = turn.role == Role.USER;
            boolean marked = isUser && users <= MARKED_TURNS;
            users -= isUser ? 1 : 0;
            turn(turn, marked);
        }
    }

    private void turn(Turn turn, boolean marked) {
        json.beginObject().name("role");
        json.word(turn.role == Role.SYSTEM ? "system" : turn.role == Role.USER ? "user" : "assistant");
        json.name("content");
        List<Part> parts = turn.parts();
        if (turn.bare && parts.size() == 1 && parts.getFirst() instanceof Part.Words words) {
            json.value(words.text());
        } else {
            json.beginArray();
            for (int i = 0; i < parts.size(); i++) {
                blocks.block(parts.get(i), marked && i == parts.size() - 1);
            }
            json.endArray();
        }
        turn.extras.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
    }
}
