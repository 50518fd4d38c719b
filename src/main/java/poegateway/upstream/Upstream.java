package poegateway.upstream;

/** The way to Poe. Makes one attempt and never a second one; reads nothing of what it carries. */
public interface Upstream {
    /**
     * Sends the call and waits for the head of the reply, whatever its status. Meanwhile the call's timeline is connecting,
     * and from the connection on it awaits the first event; it is left so, for whoever reads the reply.
     *
     * @throws poegateway.core.failure.FailureException when no reply came, or the request was cancelled
     */
    PoeReply send(PoeRequest call);
}
