package poegateway.simulator.chat;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.TextPieces;

/**
 * Writes a reply as the payloads of a stream: a chunk with the role, deltas, a chunk with the finish reason, the usage
 * if asked, and {@code [DONE]}. Poe's own streams were never recorded; this is the form that its documents name.
 */
public final class ChunkForm {
    public static final String DONE = "[DONE]";

    private final ReplyDraft draft;
    private final String open;
    private final List<String> payloads = new ArrayList<>();

    private ChunkForm(ReplyDraft draft) {
        this.draft = draft;
        this.open = "{" + ReplyFields.head(draft, "chat.completion.chunk");
    }

    /** The payloads of all {@code data:} lines. {@code chunkChars}: code points in one delta. */
    public static List<String> of(ReplyDraft draft, int chunkChars, boolean includeUsage) {
        var form = new ChunkForm(draft);
        form.write(chunkChars);
        if (includeUsage) {
            form.payloads.add(form.open + ",\"choices\":[],\"usage\":" + ReplyFields.usage(draft) + "}");
        }
        form.payloads.add(DONE);
        return form.payloads;
    }

    private void write(int chunkChars) {
        Turn turn = draft.turn();
        add("{\"role\":\"assistant\",\"content\":\"\"}", "null");
        for (String piece : TextPieces.of(turn.reasoning(), chunkChars)) {
            String text = JsonWords.quote(piece);
            add("{\"reasoning_content\":" + text + ",\"reasoning\":" + text + "}", "null");
        }
        for (String piece : TextPieces.of(turn.text(), chunkChars)) {
            add("{\"content\":" + JsonWords.quote(piece) + "}", "null");
        }
        for (int i = 0; i < turn.calls().size(); i++) {
            call(i, turn.calls().get(i), chunkChars);
        }
        add("{}", "\"" + ReplyFields.finish(turn) + "\"");
    }

    private void call(int index, Turn.Call call, int chunkChars) {
        String start = "{\"tool_calls\":[{\"index\":" + index + ",";
        add(
                start + "\"id\":" + JsonWords.quote(call.id()) + ",\"type\":\"function\",\"function\":{\"name\":"
                        + JsonWords.quote(call.name()) + ",\"arguments\":\"\"}" + WholeForm.signature(call) + "}]}",
                "null");
        for (String piece : TextPieces.of(call.arguments(), chunkChars)) {
            add(start + "\"function\":{\"arguments\":" + JsonWords.quote(piece) + "}}]}", "null");
        }
    }

    private void add(String delta, String finish) {
        String more = draft.shape() == Manner.Shape.PASS_THROUGH ? ",\"logprobs\":null" : "";
        payloads.add(
                open + ",\"choices\":[{\"index\":0,\"delta\":" + delta + more + ",\"finish_reason\":" + finish + "}]}");
    }
}
