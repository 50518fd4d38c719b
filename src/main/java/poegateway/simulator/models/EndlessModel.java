package poegateway.simulator.models;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.Question;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ModelContext;
import poegateway.simulator.reply.Replies;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.Pause;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Script.Piece;
import poegateway.simulator.script.Scripts;

/**
 * Text that never stops. All callers share one script for streams and one for whole requests, id and time included: a
 * list for each of a thousand callers would fill the heap. So is its format: it does not change with the request.
 */
final class EndlessModel implements MagicModel.ReplyWriter {
    /** Events of text; beyond them there is silence until the caller hangs up. */
    static final int EVENTS = 200_000;

    private final Replies replies;
    private final ReplyFormat format;
    private final String text;
    private final Pause pause;
    private @Nullable Script streamed;
    private @Nullable Script whole;

    /** {@code text} is written alike in any form: it has nothing to escape. */
    EndlessModel(Replies replies, ReplyFormat format, String text, Pause pause) {
        this.replies = replies;
        this.format = format;
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
            script = endless(format.events(draft(), text.length()));
            streamed = script;
        }
        return script;
    }

    private synchronized Script whole() {
        Script script = whole;
        if (script == null) {
            script = endless(format.whole(draft()));
            whole = script;
        }
        return script;
    }

    private ReplyDraft draft() {
        ReplyDraft draft = replies.draft(Question.plain("endless", true), ModelCard.ofMagic("endless"), format);
        return draft.with(Turn.ofText(text, draft.turn().usage()));
    }

    /** The events before the text, then the one with the text again and again. */
    private Script endless(List<StreamEvent> events) {
        int head = 0;
        while (!events.get(head).data().contains(text)) {
            head++;
        }
        var pieces = new ArrayList<Piece>(EVENTS);
        events.subList(0, head).forEach(event -> pieces.add(Scripts.piece(event.frame())));
        pieces.addAll(Collections.nCopies(
                EVENTS - head, Scripts.piece(events.get(head).frame(), pause)));
        return Scripts.streamOf(pieces).with(new Mishap.HangMidBody(EVENTS));
    }

    /** What stands before the text, then the text again and again. */
    private Script endless(Script reply) {
        String body = reply.pieces().stream()
                .map(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        var pieces = new ArrayList<Piece>(EVENTS);
        pieces.add(Scripts.piece(body.substring(0, body.indexOf(text))));
        pieces.addAll(Collections.nCopies(EVENTS - 1, Scripts.piece(text, pause)));
        return new Script(reply.status(), reply.headers(), reply.framing(), pieces, new Mishap.HangMidBody(EVENTS));
    }
}
