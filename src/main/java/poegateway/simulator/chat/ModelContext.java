package poegateway.simulator.chat;

import java.util.List;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.Question;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/**
 * What a magic model has at hand to answer with.
 *
 * @param question what was asked
 * @param card the model as if it were an ordinary one
 * @param options how the reply is to be written
 * @param replies gives replies form and pace
 * @param arrival how many requests for this model came, this one included
 */
public record ModelContext(Question question, ModelCard card, ChatOptions options, ChatReplies replies, long arrival) {
    /** What an ordinary model would reply. */
    public ReplyDraft draft() {
        return replies.draft(question, card, options.shape());
    }

    /** The reply of an ordinary model. */
    public Script ordinary() {
        return script(draft());
    }

    /** That draft as the request wants it: streamed or whole. */
    public Script script(ReplyDraft draft) {
        return question.stream() ? replies.stream(payloads(draft)) : Scripts.json(200, WholeForm.of(draft));
    }

    /** The payloads of an ordinary stream. */
    public List<String> payloads() {
        return payloads(draft());
    }

    /** The payloads of the stream of that draft, {@code [DONE]} included. */
    public List<String> payloads(ReplyDraft draft) {
        return replies.payloads(draft, options.includeUsage());
    }

    /** The same context with another question. */
    public ModelContext with(Question other) {
        return new ModelContext(other, card, options, replies, arrival);
    }
}
