package poegateway.dialect.messages.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Tool;
import poegateway.dialect.codec.Dropped;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonWriter;

/**
 * Up to where a prompt is to be kept in the cache of Anthropic's models, which keep nothing without being told. Callers who say it
 * decide: those of messages, and those of chats that use the same word for parts, messages or tools, as several clients do. For all
 * others there are marks behind the tools, behind the instructions, and behind the last two turns of the user. Anthropic takes four.
 */
final class CacheMarks {
    static final String NAME = "cache_control";

    /** The same inside of the function of a tool of chats. */
    static final String INSIDE = "function." + NAME;

    private static final int MARKS_MAX = 4;
    private static final JsonSlice MARK = JsonSlice.of("{\"type\":\"ephemeral\"}");

    private final boolean automatic;
    /** Marks of another dialect that are one too many; the first ones are. */
    private int surplus;

    private CacheMarks(boolean automatic, int surplus) {
        this.automatic = automatic;
        this.surplus = surplus;
    }

    static CacheMarks of(Prompt prompt) {
        if (prompt.extras().origin() == Dialect.MESSAGES) {
            return new CacheMarks(false, 0);
        }
        int given = (int)
                prompt.tools().stream().filter(tool -> given(tool) != null).count();
        for (Message message : prompt.messages()) {
            given += count(parts(message));
        }
        return new CacheMarks(given == 0, Math.max(0, given - MARKS_MAX));
    }

    private static int count(List<Part> parts) {
        int count = 0;
        for (Part part : parts) {
            count += given(part) == null ? 0 : 1;
            count += part instanceof Part.Result result ? count(result.content()) : 0;
        }
        return count;
    }

    /** The parts of a message; what is marked as a whole is marked at its last part that can be. */
    static List<Part> parts(Message message) {
        JsonSlice mark = given(message.extras());
        List<Part> parts = new ArrayList<>(message.parts());
        for (int i = parts.size() - 1; i >= 0 && mark != null; i--) {
            if (canBeMarked(parts.get(i))) {
                parts.set(i, marked(parts.get(i), mark));
                return parts;
            }
        }
        return parts;
    }

    private static boolean canBeMarked(Part part) {
        return part instanceof Part.Media
                || part instanceof Part.Result
                || (part instanceof Part.Words words && !words.text().isEmpty());
    }

    private static Part marked(Part part, JsonSlice mark) {
        return switch (part) {
            case Part.Words words -> new Part.Words(words.text(), with(words.extras(), mark));
            case Part.Media media ->
                new Part.Media(media.kind(), media.source(), media.name(), with(media.extras(), mark));
            case Part.Result result ->
                new Part.Result(result.callId(), result.content(), result.failed(), with(result.extras(), mark));
            default -> part;
        };
    }

    private static Extras with(Extras extras, JsonSlice mark) {
        Map<String, JsonSlice> members = new LinkedHashMap<>(extras.members());
        members.put(NAME, mark);
        return new Extras(extras.origin(), members);
    }

    /** The mark that a caller of another dialect has put on a part; null where there is none. */
    static @Nullable JsonSlice given(Part part) {
        return switch (part) {
            case Part.Words words -> words.text().isEmpty() ? null : given(words.extras());
            case Part.Media media -> given(media.extras());
            case Part.Result result -> given(result.extras());
            default -> null;
        };
    }

    /** The same of a tool: some clients write it beside its function, others inside. */
    private static @Nullable JsonSlice given(Tool tool) {
        if (!(tool instanceof Tool.Function function) || function.extras().origin() == Dialect.MESSAGES) {
            return null;
        }
        JsonSlice beside = given(function.extras());
        return beside != null
                ? beside
                : function.extras().find(INSIDE).filter(JsonSlice::isObject).orElse(null);
    }

    /** Whether there is a mark among these members; what only has its name is none. */
    static boolean isMarked(Extras extras) {
        return given(extras) != null;
    }

    /** Whether a message is marked as a whole, and has a part for its mark. */
    static boolean isMarked(Message message) {
        return given(message.extras()) != null && message.parts().stream().anyMatch(CacheMarks::canBeMarked);
    }

    private static @Nullable JsonSlice given(Extras extras) {
        return extras.origin() == Dialect.MESSAGES
                ? null
                : extras.find(NAME).filter(JsonSlice::isObject).orElse(null);
    }

    /** Marks a tool. */
    void ofTool(Tool.Function tool, boolean last, JsonWriter json, Dropped dropped) {
        write(given(tool), last, "tools." + NAME, json, dropped);
    }

    /**
     * Marks a block.
     *
     * @param boundary whether it is the last of a turn that is marked where the caller says nothing
     * @param dropped is told of a mark that is one too many
     */
    void ofBlock(Part part, boolean boundary, JsonWriter json, Dropped dropped) {
        write(given(part), boundary, "messages.content." + NAME, json, dropped);
    }

    private void write(@Nullable JsonSlice given, boolean boundary, String place, JsonWriter json, Dropped dropped) {
        if (given != null && surplus > 0) {
            surplus--;
            dropped.add(place);
        } else if (given != null) {
            json.name(NAME).value(given);
        } else if (automatic && boundary) {
            json.name(NAME).value(MARK);
        }
    }
}
