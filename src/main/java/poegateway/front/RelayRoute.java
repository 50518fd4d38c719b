package poegateway.front;

import java.io.IOException;
import java.util.Map;
import poegateway.core.ClientRequest;
import poegateway.core.Wishes;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.meter.Operation;
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
        try (Operation operation = exchange.span().operation(format.operation())) {
            try (Answer answer = ask(exchange, operation)) {
                exchange.send(answer);
            } catch (IOException | RuntimeException | Error thrown) {
                operation.failed(exchange.failure(thrown));
                throw thrown;
            }
        }
    }

    /** Apart from {@link #handle}, so that nothing holds on to the body while a long stream runs. */
    private Answer ask(Exchange exchange, Operation operation) throws IOException {
        Map<String, String> headers =
                exchange.request().headers(format.headers().toPoe());
        Wishes wishes = exchange.request().wishes();
        byte[] body = exchange.request().jsonBody();
        Opening opening = format.open(body);
        operation.asked(opening.model(), opening.stream());
        exchange.watchCaller();
        if (opening.stream()) {
            exchange.expectStream();
        }
        try {
            return relay.send(clientRequest(exchange, wishes, headers), format, opening, body, operation);
        } finally {
            exchange.rateHeaders();
        }
    }

    private static ClientRequest clientRequest(Exchange exchange, Wishes wishes, Map<String, String> headers) {
        return new ClientRequest(
                exchange.requestId(),
                exchange.caller(),
                wishes,
                exchange.request().priorSends(),
                headers,
                exchange.timeline(),
                exchange.request()::bodyDone);
    }
}
