package poegateway.front.anthropic;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import poegateway.dialect.WireFormat;
import poegateway.dialect.messages.TokenEstimate;
import poegateway.front.Exchange;
import poegateway.front.ExplainRoute;
import poegateway.front.RelayRoute;
import poegateway.front.Route;
import poegateway.front.SessionDoor;
import poegateway.front.Surface;
import poegateway.relay.Relay;
import poegateway.wire.json.JsonWriter;

/** What clients of Anthropic's Messages interface find here. */
public final class MessagesSurface {
    private static final String MESSAGES = "/v1/messages";
    private static final String COUNT = "/v1/messages/count_tokens";

    private final InstantSource clock;

    private MessagesSurface(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The surface.
     *
     * @param messages the format of Anthropic's messages
     * @param sessions of which a message may be a turn
     * @param clock tells when a limit is all there again
     */
    public static Surface of(Relay relay, WireFormat messages, SessionDoor sessions, InstantSource clock) {
        MessagesSurface surface = new MessagesSurface(clock);
        return new Surface(
                messages.errors(),
                List.of(
                        new Route("POST", MESSAGES, surface.headed(new RelayRoute(relay, messages).within(sessions))),
                        new Route("POST", COUNT, surface.headed(MessagesSurface::count)),
                        new Route("POST", "/v1/explain/messages", new ExplainRoute(relay, messages).within(sessions))));
    }

    /** With the headers by which Anthropic's clients know the request and their limits. */
    private Route.Handler headed(Route.Handler handler) {
        return exchange -> {
            exchange.header("request-id", exchange.requestId());
            exchange.tellRateAlso(state -> AnthropicRateHeaders.of(state, clock.instant()));
            handler.handle(exchange);
        };
    }

    private static void count(Exchange exchange) throws IOException {
        long tokens = TokenEstimate.of(exchange.request().jsonBody());
        exchange.header("x-poe-gateway-warning", "estimated");
        JsonWriter json = new JsonWriter();
        json.beginObject().name("input_tokens").value(tokens).endObject();
        exchange.sendJson(200, json.written().toByteArray());
    }
}
