package poegateway.simulator.models;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.ReplyDraft;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.reply.ReplyFormat;
import poegateway.simulator.reply.StreamEvent;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** The form of a surface that Poe does not have: JSON with the text and the ending; events {@code text}, {@code end}, {@code fault}. */
record PlainReplyFormat() implements ReplyFormat {
    @Override
    public Manner.Shape shape() {
        return Manner.Shape.PASS_THROUGH;
    }

    @Override
    public String newId(ReplyIds ids) {
        return "plain-" + ids.hex(4);
    }

    @Override
    public Script whole(ReplyDraft draft) {
        String text = JsonWords.quote(draft.turn().text());
        return Scripts.json(
                200, "{\"text\":" + text + ",\"end\":\"" + draft.turn().ending() + "\"}");
    }

    @Override
    public List<StreamEvent> events(ReplyDraft draft, int chunkChars) {
        String text = draft.turn().text();
        var events = new ArrayList<StreamEvent>();
        for (int from = 0; from < text.length(); from += chunkChars) {
            String piece = text.substring(from, Math.min(from + chunkChars, text.length()));
            events.add(new StreamEvent("text", JsonWords.quote(piece)));
        }
        draft.turn().calls().forEach(call -> events.add(new StreamEvent("call", JsonWords.quote(call.name()))));
        events.add(new StreamEvent("end", JsonWords.quote(draft.turn().ending().name())));
        return events;
    }

    @Override
    public Script error(ReplyError error) {
        return Scripts.whole(error.status(), "text/plain", error.type() + ": " + error.message(), error.headers());
    }

    @Override
    public List<StreamEvent> errorEvents(ReplyError error, int eventsBefore) {
        return List.of(new StreamEvent("fault", JsonWords.quote(error.type() + " after " + eventsBefore)));
    }
}
