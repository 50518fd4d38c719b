package poegateway.relay;

import poegateway.core.Ask;
import poegateway.meter.Span;
import poegateway.relay.chat.ChatRequest;

/** An ask that was read and found right, and is ready to be carried to Poe. */
public final class Errand {
    private final Relay relay;
    private final Ask ask;
    private final ChatRequest request;
    private final Span span;

    Errand(Relay relay, Ask ask, ChatRequest request, Span span) {
        this.relay = relay;
        this.ask = ask;
        this.request = request;
        this.span = span;
    }

    /** Whether the caller wants a stream; decided by the body alone, never by Accept. */
    public boolean stream() {
        return request.stream();
    }

    public String model() {
        return request.model();
    }

    /**
     * Carries it, and waits until the head of the answer is known.
     *
     * @throws poegateway.core.FailureException when there is no answer
     */
    public Answer carry() {
        return relay.carry(ask, request, span);
    }
}
