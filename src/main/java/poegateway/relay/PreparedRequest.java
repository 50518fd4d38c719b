package poegateway.relay;

import poegateway.core.ClientRequest;
import poegateway.dialect.chat.ChatRequest;
import poegateway.meter.Span;

/** An ask that was read and found right, and is ready to be carried to Poe. */
public final class PreparedRequest {
    private final Relay relay;
    private final ClientRequest clientRequest;
    private final ChatRequest request;
    private final Span span;

    PreparedRequest(Relay relay, ClientRequest clientRequest, ChatRequest request, Span span) {
        this.relay = relay;
        this.clientRequest = clientRequest;
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
        return relay.carry(clientRequest, request, span);
    }
}
