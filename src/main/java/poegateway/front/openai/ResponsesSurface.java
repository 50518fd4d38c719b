package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.dialect.responses.event.ResponsesErrors;
import poegateway.dialect.responses.history.InputItemList;
import poegateway.dialect.responses.history.KeepingFormat;
import poegateway.dialect.responses.history.KeptResponse;
import poegateway.dialect.responses.history.ResponseStore;
import poegateway.front.Exchange;
import poegateway.front.ExplainRoute;
import poegateway.front.RelayRoute;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.relay.Relay;
import poegateway.wire.JsonWriter;

/** {@code /v1/responses}: a response is made by a model, and kept for a while for whoever got it. */
public final class ResponsesSurface {
    private static final String WARNING = "x-poe-gateway-warning";
    private static final int SHOWN_ID_CHARS = 100;
    private static final String RESPONSE = "/v1/responses/{id}";

    private final Relay relay;
    private final ResponseStore store;

    private ResponsesSurface(Relay relay, ResponseStore store) {
        this.relay = relay;
        this.store = store;
    }

    /** The surface; {@code store} has the responses that are kept. */
    public static Surface of(Relay relay, ResponseStore store) {
        return new Surface(new ResponsesErrors(), new ResponsesSurface(relay, store).routes());
    }

    private List<Route> routes() {
        return List.of(
                new Route("POST", "/v1/responses", this::create),
                new Route("POST", "/v1/explain/responses", this::explain),
                new Route("GET", RESPONSE, this::get),
                new Route("DELETE", RESPONSE, this::delete),
                new Route("GET", RESPONSE + "/input_items", this::inputItems));
    }

    private void create(Exchange exchange) throws IOException {
        Consumer<String> warn = why -> exchange.header(WARNING, why);
        try (KeepingFormat format = store.format(exchange.caller().id(), warn)) {
            new RelayRoute(relay, format).handle(exchange);
        }
    }

    private void explain(Exchange exchange) throws IOException {
        try (KeepingFormat format = store.format(exchange.caller().id(), why -> {})) {
            new ExplainRoute(relay, format).handle(exchange);
        }
    }

    private void get(Exchange exchange) throws IOException {
        exchange.sendJson(
                200, new JsonWriter().value(find(exchange).response()).written().toByteArray());
    }

    private void delete(Exchange exchange) throws IOException {
        String id = id(exchange);
        if (!store.remove(exchange.caller().id(), id)) {
            throw notFound(id);
        }
        JsonWriter json = new JsonWriter();
        json.beginObject().name("id").value(id).name("object").word("response");
        exchange.sendJson(
                200, json.name("deleted").value(true).endObject().written().toByteArray());
    }

    private void inputItems(Exchange exchange) throws IOException {
        exchange.sendJson(200, InputItemList.of(find(exchange)));
    }

    private KeptResponse find(Exchange exchange) {
        String id = id(exchange);
        return store.find(exchange.caller().id(), id).orElseThrow(() -> notFound(id));
    }

    private static String id(Exchange exchange) {
        return exchange.request().pathParameter("id");
    }

    private static FailureException notFound(String id) {
        String shown = id.substring(0, Math.min(id.length(), SHOWN_ID_CHARS)).replaceAll("[^\\x21-\\x7e]", "?");
        return new FailureException(new ClientFailure.ResponseNotFound(shown));
    }
}
