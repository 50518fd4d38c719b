package poegateway.dialect.messages.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.dialect.Dropped;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonWriter;

/**
 * Up to where a prompt is to be kept in the cache of Anthropic's models, which keep nothing without being told. Callers who can say it
 * decide; for all others there are marks behind the tools, behind the instructions, and behind the last two turns of the
 * user. Anthropic takes four.
 */
final class CacheMarks {
    static final String NAME = "cache_control";

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
        int given = 0;
        for (Message message : prompt.messages()) {
            given += count(message.parts());
        }
        return new CacheMarks(given == 0, Math.max(0, given - MARKS_MAX));
    }

    private static int count(List<Part> parts) {
        int count = 0;
        for (Part part : parts) {
            count += given(part) == null ? 0 : 1;
        }
        return count;
    }

    /** The mark that a caller of another dialect has put on a part; null where there is none. */
    static @Nullable JsonSlice given(Part part) {
        return switch (part) {
            case Part.Words words -> words.text().isEmpty() ? null : given(words.extras());
            case Part.Media media -> given(media.extras());
            default -> null;
        };
    }

    private static @Nullable JsonSlice given(Extras extras) {
        return extras.origin() == Dialect.MESSAGES
                ? null
                : extras.find(NAME).filter(JsonSlice::isObject).orElse(null);
    }

    void ofLastTool(JsonWriter json) {
        if (automatic) {
            json.name(NAME).value(MARK);
        }
    }

    /**
     * Marks a block.
     *
     * @param boundary whether it is the last of a turn that is marked where the caller says nothing
     * @param dropped is told of a mark that is one too many
     */
    void ofBlock(Part part, boolean boundary, JsonWriter json, Dropped dropped) {
        JsonSlice given = given(part);
        if (given != null && surplus > 0) {
            surplus--;
            dropped.add("messages.content." + NAME);
        } else if (given != null) {
            json.name(NAME).value(given);
        } else if (automatic && boundary) {
            json.name(NAME).value(MARK);
        }
    }
}
