package poegateway.front;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import poegateway.dialect.WireFormat;
import poegateway.relay.Explanation;
import poegateway.relay.Relay;
import poegateway.session.OpenTurn;
import poegateway.session.SessionFormat;
import poegateway.wire.json.JsonWriter;

/** Takes a request as {@link RelayRoute} does, and says what would become of it. Nothing is sent to Poe, and nothing is kept. */
public final class ExplainRoute implements Route.Handler {
    private final Relay relay;
    private final WireFormat format;
    private final Optional<SessionDoor> sessions;

    public ExplainRoute(Relay relay, WireFormat format) {
        this(relay, format, Optional.empty());
    }

    private ExplainRoute(Relay relay, WireFormat format, Optional<SessionDoor> sessions) {
        this.relay = relay;
        this.format = format;
        this.sessions = sessions;
    }

    /** The same for requests that may be turns of sessions. */
    public ExplainRoute within(SessionDoor door) {
        return new ExplainRoute(relay, format, Optional.of(door));
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        byte[] sent = exchange.request().jsonBody();
        RelayRoute.Opened opened = RelayRoute.Opened.of(exchange, relay, format, sent);
        Optional<OpenTurn> turn =
                sessions.flatMap(door -> door.preview(exchange, format, opened.opening(), opened.body()));
        try {
            WireFormat whole = turn.<WireFormat>map(seen -> new SessionFormat(format, seen))
                    .orElse(format);
            Explanation told = relay.explain(
                    exchange.request().wishes(), exchange.caller(), whole, opened.opening(), opened.body());
            exchange.sendJson(200, json(told, turn));
        } finally {
            turn.ifPresent(OpenTurn::close);
        }
    }

    private static byte[] json(Explanation told, Optional<OpenTurn> turn) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("model").value(told.model());
        json.name("mode").word(told.mode()).name("upstream").word(told.upstream());
        json.name("reason").word(told.reason()).name("endpoint").value(told.endpoint());
        json.name("stream").value(told.streams());
        list(json.name("edits"), told.edits());
        list(json.name("dropped"), told.dropped());
        list(json.name("tools"), told.tools());
        turn.ifPresent(seen -> session(json.name("session").beginObject(), seen));
        return json.endObject().written().toByteArray();
    }

    /** One that is to be new has no id yet. */
    private static void session(JsonWriter json, OpenTurn turn) {
        if (!turn.id().isEmpty()) {
            json.name("id").value(turn.id());
        }
        json.name("turns").value(turn.turnsBefore()).endObject();
    }

    private static void list(JsonWriter json, List<String> words) {
        json.beginArray();
        words.forEach(json::value);
        json.endArray();
    }
}
