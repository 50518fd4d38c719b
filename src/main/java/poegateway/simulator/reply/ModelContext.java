package poegateway.simulator.reply;

import java.util.List;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.Question;
import poegateway.simulator.script.Script;

/**
 * What a magic model has at hand to answer with.
 *
 * @param question what was asked
 * @param card the model as if it were an ordinary one
 * @param format how the reply is to be written
 * @param replies drafts replies and gives them pace
 * @param arrival how many requests for this model came, this one included
 */
public record ModelContext(Question question, ModelCard card, ReplyFormat format, Replies replies, long arrival) {
    /** What an ordinary model would reply. */
    public ReplyDraft draft() {
        return replies.draft(question, card, format);
    }

    /** The reply of an ordinary model. */
    public Script ordinary() {
        return script(draft());
    }

    /** That draft as the request wants it: streamed or whole. */
    public Script script(ReplyDraft draft) {
        return question.stream() ? stream(events(draft)) : format.whole(draft);
    }

    /** A stream of these events. */
    public Script stream(List<StreamEvent> events) {
        return replies.stream(events);
    }

    /** The events of an ordinary stream. */
    public List<StreamEvent> events() {
        return events(draft());
    }

    /** The events of the stream of that draft, those that end it included. */
    public List<StreamEvent> events(ReplyDraft draft) {
        return replies.events(draft, format);
    }

    /** That error in place of a reply. */
    public Script error(ReplyError error) {
        return format.error(error);
    }

    /** The same context with another question. */
    public ModelContext with(Question other) {
        return new ModelContext(other, card, format, replies, arrival);
    }
}
