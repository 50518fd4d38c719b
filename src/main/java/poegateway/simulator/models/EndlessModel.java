package poegateway.simulator.models;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.chat.ChatReplies;
import poegateway.simulator.chat.ChunkForm;
import poegateway.simulator.chat.MagicModel;
import poegateway.simulator.chat.ModelContext;
import poegateway.simulator.chat.ReplyDraft;
import poegateway.simulator.chat.WholeForm;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Piece;
import poegateway.simulator.script.Scripts;

/**
 * Text that never stops. All callers share one script for streams and one for whole requests, id and time included: a
 * list for each of a thousand callers would fill the heap.
 */
final class EndlessModel implements MagicModel.ReplyWriter {
    /** Events of text; beyond them there is silence until the caller hangs up. */
    static final int EVENTS = 200_000;

    private final ChatReplies replies;
    private final String text;
    private final Pause pause;
    private @Nullable Script streamed;
    private @Nullable Script whole;

    EndlessModel(ChatReplies replies, String text, Pause pause) {
        this.replies = replies;
        this.text = text;
        this.pause = pause;
    }

    @Override
    public Script write(ModelContext context) {
        return context.question().stream() ? streamed() : whole();
    }

    private synchronized Script streamed() {
        Script script = streamed;
        if (script == null) {
            List<String> payloads = ChunkForm.of(draft(text), text.length(), false);
            script = Scripts.streamOf(pieces("data: " + payloads.get(0) + "\n\n", "data: " + payloads.get(1) + "\n\n"))
                    .with(new Mishap.HangMidBody(EVENTS));
            streamed = script;
        }
        return script;
    }

    private synchronized Script whole() {
        Script script = whole;
        if (script == null) {
            String mark = "\"content\":\"";
            String form = WholeForm.of(draft(""));
            Script empty = Scripts.json(200, "");
            List<Piece> pieces = pieces(form.substring(0, form.indexOf(mark) + mark.length()), text);
            script = new Script(200, empty.headers(), empty.framing(), pieces, new Mishap.HangMidBody(EVENTS));
            whole = script;
        }
        return script;
    }

    private ReplyDraft draft(String content) {
        ReplyDraft draft =
                replies.draft(Question.plain("endless", true), ModelCard.ofMagic("endless"), Manner.Shape.LEGACY);
        Turn turn = new Turn(content, "", List.of(), draft.turn().usage(), false);
        return draft.with(turn);
    }

    private List<Piece> pieces(String first, String again) {
        var pieces = new ArrayList<Piece>(EVENTS);
        pieces.add(new Piece(first.getBytes(StandardCharsets.UTF_8), Pause.NONE));
        pieces.addAll(Collections.nCopies(EVENTS - 1, new Piece(again.getBytes(StandardCharsets.UTF_8), pause)));
        return pieces;
    }
}
