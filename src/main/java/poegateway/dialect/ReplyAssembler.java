package poegateway.dialect;

/** Makes the whole reply that the caller asked for of a stream that Poe sends unasked. Belongs to one thread. */
public interface ReplyAssembler {
    /**
     * Takes bytes of Poe's reply, split anywhere.
     *
     * @throws poegateway.core.failure.FailureException as {@link ReplyStream#feed} does, and when the reply is over its limit
     */
    void feed(byte[] bytes, int offset, int length);

    /** Whether the end mark came; what Poe sends after it is ignored. */
    boolean done();

    /**
     * Poe's reply came to its regular end, or to its end mark: gives the whole reply, as it goes to the caller.
     *
     * @param marked as for {@link ReplyStream#end}
     * @throws poegateway.core.failure.FailureException with {@link poegateway.core.failure.ReplyFailure.Truncated} when the answer is not
     *     finished
     */
    WholeReply end(boolean marked);
}
