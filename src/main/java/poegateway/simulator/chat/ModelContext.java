package poegateway.simulator.chat;

import java.util.List;
import poegateway.simulator.script.Script;

/**
 * What a magic model has at hand to answer with.
 *
 * @param question what was asked
 * @param card the model as if it were an ordinary one
 * @param replies gives replies form and pace
 * @param arrival how many requests for this model came, this one included
 */
public record ModelContext(
        ChatQuestion question, ModelCard card, Manner.Shape shape, ChatReplies replies, long arrival) {
    /** What an ordinary model would reply. */
    public ReplyDraft draft() {
        return replies.draft(question, card, shape);
    }

    /** The reply of an ordinary model. */
    public Script ordinary() {
        return replies.script(draft(), question);
    }

    /** The payloads of an ordinary stream. */
    public List<String> payloads() {
        return replies.payloads(draft(), question);
    }

    /** The same context with another question. */
    public ModelContext with(ChatQuestion other) {
        return new ModelContext(other, card, shape, replies, arrival);
    }
}
