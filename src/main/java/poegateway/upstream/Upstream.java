package poegateway.upstream;

/** The way to Poe. Makes one attempt and never a second one; reads nothing of what it carries. */
public interface Upstream {
    /**
     * Sends the call and waits for the head of the reply, whatever its status.
     *
     * @throws poegateway.core.FailureException when no reply came, or the request was cancelled
     */
    PoeReply send(Call call);
}
