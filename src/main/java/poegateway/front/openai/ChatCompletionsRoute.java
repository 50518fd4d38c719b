package poegateway.front.openai;

import java.io.IOException;
import poegateway.core.ClientRequest;
import poegateway.core.Dialect;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.relay.Answer;
import poegateway.relay.PreparedRequest;
import poegateway.relay.Relay;

/** {@code POST /v1/chat/completions}. */
final class ChatCompletionsRoute implements Route.Handler {
    private final Relay relay;

    ChatCompletionsRoute(Relay relay) {
        this.relay = relay;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        try (Answer answer = ask(exchange)) {
            exchange.send(answer);
        }
    }

    /** Apart from {@link #handle}, so that nothing holds on to the body while a long stream runs. */
    private Answer ask(Exchange exchange) throws IOException {
        ClientRequest clientRequest = new ClientRequest(
                Dialect.CHAT,
                exchange.requestId(),
                exchange.caller(),
                exchange.priorSends(),
                exchange.headersForPoe(),
                exchange.jsonBody(),
                exchange.timeline());
        PreparedRequest prepared = relay.accept(clientRequest, exchange.span());
        exchange.span().asked(prepared.model(), prepared.stream());
        exchange.caller().models().check(prepared.model());
        exchange.watchCaller();
        if (prepared.stream()) {
            exchange.expectStream();
        }
        try {
            Answer answer = prepared.carry();
            exchange.bodyDone();
            return answer;
        } finally {
            exchange.rateHeaders();
        }
    }
}
