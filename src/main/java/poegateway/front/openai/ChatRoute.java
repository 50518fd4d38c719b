package poegateway.front.openai;

import java.io.IOException;
import poegateway.core.Ask;
import poegateway.core.Dialect;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.relay.Answer;
import poegateway.relay.Errand;
import poegateway.relay.Relay;

/** {@code POST /v1/chat/completions}. */
final class ChatRoute implements Route.Handler {
    private final Relay relay;

    ChatRoute(Relay relay) {
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
        Ask ask = new Ask(
                Dialect.CHAT,
                exchange.requestId(),
                exchange.caller(),
                exchange.priorSends(),
                exchange.headersForPoe(),
                exchange.jsonBody(),
                exchange.timeline());
        Errand errand = relay.accept(ask, exchange.span());
        exchange.span().asked(errand.model(), errand.stream());
        exchange.caller().models().check(errand.model());
        exchange.watchCaller();
        if (errand.stream()) {
            exchange.expectStream();
        }
        try {
            Answer answer = errand.carry();
            exchange.bodyDone();
            return answer;
        } finally {
            exchange.rateHeaders();
        }
    }
}
