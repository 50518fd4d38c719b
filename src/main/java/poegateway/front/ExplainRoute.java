package poegateway.front;

import java.io.IOException;
import java.util.List;
import poegateway.core.AllowedModels;
import poegateway.dialect.WireFormat;
import poegateway.relay.Explanation;
import poegateway.relay.Relay;
import poegateway.wire.JsonWriter;

/** Takes a request as {@link RelayRoute} does, and says what would become of it. Nothing is sent to Poe. */
public final class ExplainRoute implements Route.Handler {
    private final Relay relay;
    private final WireFormat format;

    public ExplainRoute(Relay relay, WireFormat format) {
        this.relay = relay;
        this.format = format;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        byte[] sent = exchange.request().jsonBody();
        RelayRoute.Opened opened = RelayRoute.Opened.of(exchange, relay, format, sent);
        AllowedModels allowed = exchange.caller().models();
        exchange.sendJson(
                200,
                json(relay.explain(exchange.request().wishes(), allowed, format, opened.opening(), opened.body())));
    }

    private static byte[] json(Explanation told) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("model").value(told.model());
        json.name("mode").word(told.mode()).name("upstream").word(told.upstream());
        json.name("reason").word(told.reason()).name("endpoint").value(told.endpoint());
        json.name("stream").value(told.streams());
        list(json.name("edits"), told.edits());
        list(json.name("dropped"), told.dropped());
        return json.endObject().written().toByteArray();
    }

    private static void list(JsonWriter json, List<String> words) {
        json.beginArray();
        words.forEach(json::value);
        json.endArray();
    }
}
