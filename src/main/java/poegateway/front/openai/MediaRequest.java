package poegateway.front.openai;

import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.Wishes;
import poegateway.front.Exchange;

/** A caller's request for media, for which models are asked in conversations of the gateway's own. */
final class MediaRequest {
    private MediaRequest() {}

    /** {@code wishes} of the caller; read before the body, since a header may be at fault. */
    static ClientRequest of(Exchange exchange, Wishes wishes) {
        return new ClientRequest(
                exchange.requestId(),
                exchange.caller(),
                wishes,
                exchange.request().priorSends(),
                HeaderFields.NONE,
                exchange.timeline(),
                () -> {}); // what models are to look at or hear is held until the end
    }
}
