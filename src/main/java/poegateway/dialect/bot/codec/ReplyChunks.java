package poegateway.dialect.bot.codec;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.StopReason;
import poegateway.dialect.bot.event.EventData;
import poegateway.dialect.bot.event.ToolChunk;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads the chunks of chat completions that bots send for tools: calls, words, why the answer ends, and usage. */
final class ReplyChunks {
    private final ReplyWords words;
    private final ReplyCalls calls;
    private @Nullable StopReason stop;

    ReplyChunks(ReplyWords words, String madeId) {
        this.words = words;
        this.calls = new ReplyCalls(madeId);
    }

    /** Whether the last chunk with something in it said why the answer ends. */
    boolean finished() {
        return stop != null;
    }

    /** Something came after a reason to end: it was none. */
    void goesOn() {
        stop = null;
    }

    /** Why the answer has ended. */
    StopReason stop() {
        calls.end(finished());
        StopReason told = stop == null ? StopReason.STOP : stop;
        return told == StopReason.STOP && !calls.isEmpty() ? StopReason.TOOL_CALLS : told;
    }

    /** Takes a chunk. */
    void read(ToolChunk chunk, ReplyEvents into) throws IOException {
        delta(chunk.delta(), into);
        if (!chunk.finishReason().isEmpty()) {
            stop = reason(chunk.finishReason());
        }
        if (chunk.counted().isPresent()) {
            into.accept(chunk.counted().get());
        }
    }

    private void delta(Map<String, JsonSlice> delta, ReplyEvents into) throws IOException {
        JsonText thoughts = EventData.textOrEmpty(delta.get("reasoning_content"));
        if (!thoughts.isEmpty()) {
            goesOn();
            words.thoughts(thoughts, into);
        }
        JsonText text = EventData.textOrEmpty(delta.get("content"));
        if (!text.isEmpty()) {
            goesOn();
            words.add(text, into);
        }
        JsonSlice pieces = delta.get("tool_calls");
        if (pieces != null && pieces.isArray()) {
            goesOn();
            words.beforeOther(into);
            for (JsonSlice piece : JsonMembers.elements(pieces)) {
                calls.add(piece, into);
            }
        }
    }

    /** A word that nobody knows counts as a regular end. */
    private static StopReason reason(String word) {
        return switch (word) {
            case "length" -> StopReason.LENGTH;
            case "tool_calls", "function_call" -> StopReason.TOOL_CALLS;
            case "content_filter" -> StopReason.CONTENT_FILTER;
            default -> StopReason.STOP;
        };
    }
}
