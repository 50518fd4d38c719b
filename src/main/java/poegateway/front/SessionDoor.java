package poegateway.front;

import java.util.Map;
import java.util.Optional;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.session.OpenTurn;
import poegateway.session.SessionFormat;
import poegateway.session.SessionName;
import poegateway.session.Sessions;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Makes requests turns of the sessions that they name. */
public final class SessionDoor {
    private static final String HEADER = "x-poe-gateway-session";
    private static final String WARNING = "x-poe-gateway-warning";
    private static final String METADATA = "metadata";

    private final Sessions sessions;

    public SessionDoor(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * The format by which a request is sent: that of a session's turn where it names one, once the turns before it are over.
     *
     * @param opening of the body
     * @throws FailureException when there is no such session, or it takes no turn
     */
    WireFormat format(Exchange exchange, WireFormat format, Opening opening, byte[] body) {
        Optional<SessionName> name = name(exchange, format, opening, body);
        if (name.isEmpty()) {
            return format;
        }
        OpenTurn turn = sessions.open(
                exchange.caller().id(), name.get(), exchange.timeline(), why -> exchange.header(WARNING, why));
        exchange.whenDone(turn::close);
        exchange.header(HEADER, turn.id());
        return new SessionFormat(format, turn);
    }

    /** The turn that a request would be, which is only looked at; empty where it names no session. */
    Optional<OpenTurn> preview(Exchange exchange, WireFormat format, Opening opening, byte[] body) {
        return name(exchange, format, opening, body)
                .map(named -> sessions.preview(exchange.caller().id(), named));
    }

    private static Optional<SessionName> name(Exchange exchange, WireFormat format, Opening opening, byte[] body) {
        return format.callerCodec().isEmpty()
                ? Optional.empty()
                : inHeader(exchange).or(() -> inMetadata(opening, body));
    }

    private static Optional<SessionName> inHeader(Exchange exchange) {
        return exchange.request()
                .header(HEADER)
                .map(written -> SessionName.of(written)
                        .orElseThrow(() -> new FailureException(new ClientFailure.InvalidRequest(
                                "invalid_header",
                                "The header '" + HEADER + "' must be " + SessionName.FORM + ".",
                                null))));
    }

    /** An id there that has none of our forms is for somebody else, and stays where it is. */
    private static Optional<SessionName> inMetadata(Opening opening, byte[] body) {
        if (!opening.outline().has(METADATA)) {
            return Optional.empty();
        }
        int at = opening.outline().valueAt(METADATA);
        if (body[at] != '{') {
            return Optional.empty();
        }
        JsonSlice id = members(body, at).getOrDefault(Sessions.IN_METADATA, JsonSlice.NULL);
        return id.isString() ? SessionName.of(id.text().decoded()) : Optional.empty();
    }

    private static Map<String, JsonSlice> members(byte[] body, int at) {
        try {
            JsonCursor cursor = new JsonCursor(body, at, body.length);
            cursor.need();
            return JsonMembers.of(cursor);
        } catch (JsonFault impossible) {
            throw new IllegalStateException("the body was read before", impossible);
        }
    }
}
