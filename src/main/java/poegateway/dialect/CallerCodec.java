package poegateway.dialect;

import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.core.MemoryLease;

/**
 * Reads the requests of one dialect into values that belong to none, and writes replies in it. One object for each dialect,
 * without state, used by all threads; no JSON tree is built.
 */
public interface CallerCodec {
    Dialect dialect();

    /**
     * The prompt of a request's body. Its texts lie in the body.
     *
     * @param model name of the model, where it does not stand in the body; else ignored
     * @throws poegateway.core.failure.FailureException when the body is no request of this dialect
     */
    Prompt readRequest(byte[] body, String model);

    /**
     * The same of a request that goes on from what was said before and does not stand in it: results of tools may come without their
     * calls.
     */
    default Prompt readTurn(byte[] body, String model) {
        return readRequest(body, model);
    }

    /** Begins to write one reply to a caller. */
    ReplyWriter replyWriter(ReplyContext context);

    /**
     * The same for a dialect that must hold the whole text of a stream.
     *
     * @param memory pays for it
     */
    default ReplyWriter replyWriter(ReplyContext context, MemoryLease memory) {
        return replyWriter(context);
    }
}
