package poegateway.dialect;

import poegateway.conversation.AnswerForm;
import poegateway.conversation.Prompt;

/** The same of a dialect that models speak too: it writes requests and reads replies, so that a caller of another can ask them. */
public interface Codec extends CallerCodec {
    /**
     * A request for a model.
     *
     * @throws poegateway.core.failure.FailureException with {@link poegateway.core.failure.ClientFailure.NotExpressible} when this dialect has no
     *     way to say something that belongs to the meaning of the prompt
     */
    WrittenRequest writeRequest(Prompt prompt, Target target);

    /** Whether a request can say that the answer must have this form. */
    default boolean expresses(AnswerForm form) {
        return true;
    }

    /** Begins to read one reply of Poe's. */
    ReplyReader replyReader(ReplyContext context);
}
