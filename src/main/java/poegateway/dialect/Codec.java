package poegateway.dialect;

import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;

/**
 * Reads one dialect into values that belong to none, and writes such values in it, so that caller and model need not speak the
 * same. One object for each dialect, without state, used by all threads; no JSON tree is built.
 */
public interface Codec {
    Dialect dialect();

    /**
     * The prompt of a request's body. Its texts lie in the body.
     *
     * @param model name of the model, where it does not stand in the body; else ignored
     * @throws poegateway.core.FailureException when the body is no request of this dialect
     */
    Prompt readRequest(byte[] body, String model);

    /**
     * A request for a model.
     *
     * @throws poegateway.core.FailureException with {@link poegateway.core.ClientFailure.NotExpressible} when this dialect has no
     *     way to say something that belongs to the meaning of the prompt
     */
    WrittenRequest writeRequest(Prompt prompt, Target target);

    /** Begins to read one reply of Poe's. */
    ReplyReader replyReader(ReplyContext context);

    /** Begins to write one reply to a caller. */
    ReplyWriter replyWriter(ReplyContext context);
}
