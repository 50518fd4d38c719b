package poegateway.simulator.chat;

import java.util.List;
import poegateway.simulator.script.Script;

/**
 * What a magic model has at hand to answer with.
 *
 * @param request what was asked
 * @param card the model as if it were an ordinary one
 * @param replies gives replies form and pace
 * @param arrival how many requests for this model came, this one included
 */
public record ModelContext(
        ChatQuestion request, ModelCard card, Manner.Shape shape, ChatReplies replies, long arrival) {
    /** What an ordinary model would reply. */
    public ReplyDraft draft() {
        return replies.draft(request, card, shape);
    }

    /** The reply of an ordinary model. */
    public Script ordinary() {
        return replies.script(draft(), request);
    }

    /** The payloads of an ordinary stream. */
    public List<String> payloads() {
        return replies.payloads(draft(), request);
    }

    /** The same stage for another request. */
    public ModelContext with(ChatQuestion other) {
        return new ModelContext(other, card, shape, replies, arrival);
    }
}
