package poegateway.front.openai;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.OpenAiErrors;
import poegateway.dialect.request.JsonRequest;
import poegateway.dialect.request.RequestMember;
import poegateway.dialect.request.RequestMembers;
import poegateway.front.Exchange;
import poegateway.front.Route;
import poegateway.front.Surface;
import poegateway.session.Session;
import poegateway.session.SessionJson;
import poegateway.session.Sessions;
import poegateway.wire.json.JsonWriter;
import poegateway.wire.json.ObjectReader;

/** {@code /v1/sessions}: what the gateway remembers of a caller's conversations. */
public final class SessionsSurface {
    private static final String SESSION = "/v1/sessions/{id}";
    private static final PageRequest.Form PAGES = new PageRequest.Form("after", "before", 20, 100);

    private final Sessions sessions;

    private SessionsSurface(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The surface of these sessions. */
    public static Surface of(Sessions sessions) {
        SessionsSurface surface = new SessionsSurface(sessions);
        return new Surface(
                new OpenAiErrors(),
                List.of(
                        new Route("GET", "/v1/sessions", surface::list),
                        new Route("GET", SESSION, surface::get),
                        new Route("DELETE", SESSION, surface::delete),
                        new Route("POST", SESSION + "/fork", surface::fork)));
    }

    private void list(Exchange exchange) throws IOException {
        PageRequest wanted = PageRequest.of(exchange.request()::queryParameter, PAGES);
        PageRequest.Page<Session> page =
                wanted.of(sessions.all(exchange.caller().id()), Session::id);
        JsonWriter json = new JsonWriter();
        json.beginObject().name("object").word("list").name("data").beginArray();
        page.items().forEach(session -> SessionJson.write(session, sessions.endOf(session), json));
        json.endArray().name("has_more").value(page.hasMore()).endObject();
        send(exchange, json);
    }

    private void get(Exchange exchange) throws IOException {
        Session session = sessions.get(exchange.caller().id(), id(exchange));
        JsonWriter json = new JsonWriter();
        SessionJson.writeWhole(session, sessions.endOf(session), json);
        send(exchange, json);
    }

    private void delete(Exchange exchange) throws IOException {
        String id = id(exchange);
        sessions.remove(exchange.caller().id(), id);
        JsonWriter json = new JsonWriter();
        json.beginObject().name("id").value(id).name("object").word("session");
        send(exchange, json.name("deleted").value(true).endObject());
    }

    private void fork(Exchange exchange) throws IOException {
        byte[] body = exchange.request().jsonBody();
        Session fork = sessions.fork(exchange.caller().id(), id(exchange), body.length == 0 ? null : turns(body));
        JsonWriter json = new JsonWriter();
        SessionJson.write(fork, sessions.endOf(fork), json);
        send(exchange, json);
    }

    private static @Nullable Integer turns(byte[] body) {
        return JsonRequest.read(body, cursor -> {
            ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
            RequestMembers members = new RequestMembers();
            for (String name = walk.next(); name != null; name = walk.next()) {
                int at = cursor.start();
                members.add(new RequestMember(name, walk, walk.member(), at, RequestMember.Value.read(cursor)));
            }
            return () -> number(members.value("turns"));
        });
    }

    private static @Nullable Integer number(RequestMember.Value value) {
        return switch (value) {
            case RequestMember.Null absent -> null;
            case RequestMember.Numeric said -> {
                if (said.number() != Math.rint(said.number()) || Math.abs(said.number()) > Integer.MAX_VALUE) {
                    throw wrong();
                }
                yield (int) said.number();
            }
            default -> throw wrong();
        };
    }

    private static FailureException wrong() {
        return new FailureException(
                new ClientFailure.InvalidRequest("invalid_value", "'turns' must be a whole number.", "turns"));
    }

    private static String id(Exchange exchange) {
        return exchange.request().pathParameter("id");
    }

    private static void send(Exchange exchange, JsonWriter json) throws IOException {
        exchange.sendJson(200, json.written().toByteArray());
    }
}
