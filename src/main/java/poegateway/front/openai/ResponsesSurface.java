package poegateway.front.openai;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.dialect.responses.event.ResponsesErrors;
import poegateway.dialect.responses.history.KeepingFormat;
import poegateway.dialect.responses.history.KeptResponse;
import poegateway.dialect.responses.history.ResponseStore;
import poegateway.front.Exchange;
import poegateway.front.ExplainRoute;
import poegateway.front.RelayRoute;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.relay.Relay;
import poegateway.wire.JsonMembers;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonText;
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

    /** Newest first; those without an id get one by their place. */
    private void inputItems(Exchange exchange) throws IOException {
        KeptResponse kept = find(exchange);
        List<JsonSlice> items = kept.inputItems();
        List<String> ids = new ArrayList<>();
        JsonWriter json = new JsonWriter();
        json.beginObject().name("object").word("list").name("data").beginArray();
        for (int i = items.size() - 1; i >= 0; i--) {
            ids.add(item(items.get(i), i, json));
        }
        json.endArray().name("first_id");
        end(ids.isEmpty() ? "" : ids.getFirst(), json);
        json.name("last_id");
        end(ids.isEmpty() ? "" : ids.getLast(), json);
        exchange.sendJson(
                200, json.name("has_more").value(false).endObject().written().toByteArray());
    }

    private static String item(JsonSlice item, int number, JsonWriter json) {
        JsonSlice given = JsonMembers.of(item).get("id");
        if (given != null && given.isString()) {
            json.value(item);
            return given.text().decoded();
        }
        String id = "item_" + number;
        json.beginObject().name("id").value(id);
        JsonMembers.of(item).forEach((name, value) -> {
            if (!name.equals("id")) {
                json.name(JsonText.of(name)).value(value);
            }
        });
        json.endObject();
        return id;
    }

    private static void end(String id, JsonWriter json) {
        if (id.isEmpty()) {
            json.nullValue();
        } else {
            json.value(id);
        }
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
