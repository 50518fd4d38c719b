package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.responses.event.ResponsesErrors;
import poegateway.dialect.responses.history.InputItemList;
import poegateway.dialect.responses.history.KeepingFormat;
import poegateway.dialect.responses.history.KeptResponse;
import poegateway.dialect.responses.history.ResponseStore;
import poegateway.front.Exchange;
import poegateway.front.ExplainRoute;
import poegateway.front.RelayRoute;
import poegateway.front.Route;
import poegateway.front.SessionDoor;
import poegateway.front.Surface;
import poegateway.relay.Relay;
import poegateway.wire.json.JsonWriter;

/** {@code /v1/responses}: a response is made by a model, and kept for a while for whoever got it. */
public final class ResponsesSurface {
    private static final String WARNING = "x-poe-gateway-warning";
    private static final int SHOWN_ID_CHARS = 100;
    private static final String RESPONSE = "/v1/responses/{id}";
    private static final PageRequest.Form ITEM_PAGES = new PageRequest.Form("after", "before", 20, 100);

    private final Relay relay;
    private final ResponseStore store;
    private final SessionDoor sessions;

    private ResponsesSurface(Relay relay, ResponseStore store, SessionDoor sessions) {
        this.relay = relay;
        this.store = store;
        this.sessions = sessions;
    }

    /**
     * The surface.
     *
     * @param store has the responses that are kept
     * @param sessions of which a response may be a turn
     */
    public static Surface of(Relay relay, ResponseStore store, SessionDoor sessions) {
        return new Surface(new ResponsesErrors(), new ResponsesSurface(relay, store, sessions).routes());
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
            new RelayRoute(relay, format).within(sessions).handle(exchange);
        }
    }

    private void explain(Exchange exchange) throws IOException {
        try (KeepingFormat format = store.format(exchange.caller().id(), why -> {})) {
            new ExplainRoute(relay, format).within(sessions).handle(exchange);
        }
    }

    private void get(Exchange exchange) throws IOException {
        boolean stream = isStream(exchange);
        KeptResponse kept = find(exchange);
        if (stream) {
            exchange.sendEvents(kept.events());
        } else {
            exchange.sendJson(
                    200, new JsonWriter().value(kept.response()).written().toByteArray());
        }
    }

    private static boolean isStream(Exchange exchange) {
        if (exchange.request().queryParameter("starting_after").isPresent()) {
            throw refused(
                    "unsupported_parameter",
                    "'starting_after' names an event, and events are not kept. Leave it out: 'stream=true' then "
                            + "gives the whole response as new events.",
                    "starting_after");
        }
        return oneOf(exchange, "stream", "false", "true");
    }

    /** Whether the parameter has the second of two values; the first one where it is missing. */
    private static boolean oneOf(Exchange exchange, String param, String standard, String other) {
        String given = exchange.request().queryParameter(param).orElse(standard);
        if (!given.equals(standard) && !given.equals(other)) {
            throw refused("invalid_value", "'" + param + "' must be " + standard + " or " + other + ".", param);
        }
        return given.equals(other);
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
        boolean oldestFirst = oneOf(exchange, "order", "desc", "asc");
        PageRequest wanted = PageRequest.of(exchange.request()::queryParameter, ITEM_PAGES);
        List<InputItemList.Item> items = InputItemList.items(find(exchange));
        PageRequest.Page<InputItemList.Item> page =
                wanted.of(oldestFirst ? items : items.reversed(), InputItemList.Item::id);
        exchange.sendJson(200, InputItemList.written(page.items(), page.hasMore()));
    }

    private KeptResponse find(Exchange exchange) {
        String id = id(exchange);
        return store.find(exchange.caller().id(), id).orElseThrow(() -> notFound(id));
    }

    private static String id(Exchange exchange) {
        return exchange.request().pathParameter("id");
    }

    private static FailureException refused(String code, String message, String param) {
        return new FailureException(new ClientFailure.InvalidRequest(code, message, param));
    }

    private static FailureException notFound(String id) {
        String shown = id.substring(0, Math.min(id.length(), SHOWN_ID_CHARS)).replaceAll("[^\\x21-\\x7e]", "?");
        return new FailureException(new ClientFailure.ResponseNotFound(shown));
    }
}
