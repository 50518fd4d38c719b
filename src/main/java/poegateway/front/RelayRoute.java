package poegateway.front;

import java.io.IOException;
import java.util.Map;
import poegateway.core.ClientRequest;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.relay.Answer;
import poegateway.relay.Relay;

/** Takes requests of one dialect to Poe, and sends what Poe answers. */
public final class RelayRoute implements Route.Handler {
    private final Relay relay;
    private final WireFormat format;

    public RelayRoute(Relay relay, WireFormat format) {
        this.relay = relay;
        this.format = format;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        try (Answer answer = ask(exchange)) {
            exchange.send(answer);
        }
    }

    /** Apart from {@link #handle}, so that nothing holds on to the body while a long stream runs. */
    private Answer ask(Exchange exchange) throws IOException {
        Map<String, String> headers =
                exchange.request().headers(format.headers().toPoe());
        byte[] body = exchange.request().jsonBody();
        Opening opening = format.open(body);
        exchange.span().asked(opening.model(), opening.stream());
        exchange.caller().models().check(opening.model());
        exchange.watchCaller();
        if (opening.stream()) {
            exchange.expectStream();
        }
        try {
            Answer answer = relay.send(clientRequest(exchange, headers), format, opening, body, exchange.span());
            exchange.request().bodyDone();
            return answer;
        } finally {
            exchange.rateHeaders();
        }
    }

    private static ClientRequest clientRequest(Exchange exchange, Map<String, String> headers) {
        return new ClientRequest(
                exchange.requestId(), exchange.caller(), exchange.request().priorSends(), headers, exchange.timeline());
    }
}
