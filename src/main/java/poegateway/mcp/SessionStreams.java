package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import poegateway.core.Cancellation;
import poegateway.core.text.SafeText;
import poegateway.mcp.feature.McpResources;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.session.McpSession;
import poegateway.mcp.session.McpSessions;

/**
 * What clients with a session subscribed to, and the streams on which they are told: one for each session. A client that opens another
 * gets the rest there, since nothing may be told twice.
 */
final class SessionStreams {
    /** Most addresses for one client. */
    static final int SUBSCRIBED_MAX = 100;

    /** Most streams of one caller, and of all. */
    private static final int OPEN_MAX = 1_000;

    private static final int OPEN_IN_ALL_MAX = 10_000;
    private static final int SHOWN_CHARS_MAX = 128;

    private final ServerFeatures features;
    private final McpSessions sessions;
    private final Map<Key, SessionStream> open = new ConcurrentHashMap<>();
    private volatile boolean ended;

    private record Key(String owner, String session) {}

    SessionStreams(ServerFeatures features, McpSessions sessions) {
        this.features = features;
        this.sessions = sessions;
    }

    /** The methods, by their names: none where nothing changes. */
    Map<String, Method> all() {
        Map<String, Method> all = new HashMap<>();
        features.resources().filter(some -> features.changes().isPresent()).ifPresent(resources -> {
            all.put("resources/subscribe", request -> subscribe(request, resources));
            all.put("resources/unsubscribe", this::unsubscribe);
        });
        return all;
    }

    private ObjectNode subscribe(McpRequest request, McpResources resources) {
        String uri = uri(request);
        if (!resources.tellsChanges(uri, request.origin())) {
            throw new RpcException(
                    RpcError.Kind.UNKNOWN_RESOURCE,
                    "There is no resource at that address whose changes are told.",
                    McpJson.object().put("uri", SafeText.printable(uri, SHOWN_CHARS_MAX)));
        }
        request.connection().ifPresent(id -> {
            sessions.change(request.owner(), id, session -> subscribed(session, uri));
            stream(request.owner(), id).ifPresent(stream -> stream.subscribed().add(uri));
        });
        return McpJson.object();
    }

    private static McpSession subscribed(McpSession session, String uri) {
        if (session.subscribed().size() >= SUBSCRIBED_MAX
                && !session.subscribed().contains(uri)) {
            throw new RpcException(
                    RpcError.Kind.BAD_PARAMS,
                    "A session may subscribe to " + SUBSCRIBED_MAX + " resources at most; unsubscribe from one first.");
        }
        return session.subscribingTo(uri);
    }

    private ObjectNode unsubscribe(McpRequest request) {
        String uri = uri(request);
        request.connection().ifPresent(id -> {
            sessions.change(request.owner(), id, session -> session.unsubscribingFrom(uri));
            stream(request.owner(), id).ifPresent(stream -> stream.subscribed().remove(uri));
        });
        return McpJson.object();
    }

    private static String uri(McpRequest request) {
        JsonNode uri = request.params().path("uri");
        if (!uri.isTextual()) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, "'params.uri' must be a string.");
        }
        return uri.asText();
    }

    private Optional<SessionStream> stream(String owner, String session) {
        return Optional.ofNullable(open.get(new Key(owner, session)));
    }

    /**
     * Begins to gather what a client is to be told.
     *
     * @throws RpcException where there are too many
     */
    SessionStream open(String owner, String session, Cancellation cancellation) {
        Key key = new Key(owner, session);
        if (!open.containsKey(key)) {
            checkRoom(owner);
        }
        List<Runnable> endings = new CopyOnWriteArrayList<>();
        SessionStream stream = new SessionStream(owner, () -> endings.forEach(Runnable::run));
        SessionStream before = open.put(key, stream);
        if (before != null) {
            before.end();
        }
        endings.add(() -> open.remove(key, stream));
        features.changes().map(changes -> changes.listen(stream::add)).ifPresent(told -> endings.add(told::close));
        Optional<McpSession> known = sessions.find(owner, session);
        known.map(McpSession::subscribed).ifPresent(stream.subscribed()::addAll);
        if (ended || known.isEmpty()) {
            stream.end();
        }
        endings.add(cancellation.onCancel(stream::end)::close);
        endings.add(sessions.use(owner, session)::close);
        return stream;
    }

    private void checkRoom(String owner) {
        long own =
                open.keySet().stream().filter(one -> one.owner().equals(owner)).count();
        if (own >= OPEN_MAX || open.size() >= OPEN_IN_ALL_MAX) {
            throw new RpcException(
                    RpcError.Kind.BUSY,
                    "There are " + OPEN_MAX + " streams of this key's sessions, or " + OPEN_IN_ALL_MAX
                            + " in all, which is the most. Close one, or go on without.");
        }
    }

    /** The stream of a session ends with it. */
    void end(String owner, String session) {
        stream(owner, session).ifPresent(SessionStream::end);
    }

    /** Every stream ends, and those that begin later end at once. */
    void end() {
        ended = true;
        open.values().forEach(SessionStream::end);
    }

    /** How many there are. */
    int count() {
        return open.size();
    }
}
