package poegateway.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import poegateway.core.Cancellation;
import poegateway.core.text.SafeText;
import poegateway.mcp.feature.Changes;
import poegateway.mcp.feature.Changes.Change;
import poegateway.mcp.feature.McpResources;
import poegateway.mcp.feature.ServerFeatures;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.session.McpSession;
import poegateway.mcp.session.McpSessions;

/**
 * What clients with a session subscribed to, and the streams on which they are told: one for each session. A client that opens another
 * gets the rest there: what it is still to be told belongs to the session, so that nothing is lost between two streams or told on both.
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
    private final Map<Key, Listening> open = new ConcurrentHashMap<>();
    private volatile boolean ended;

    private record Key(String owner, String session) {}

    /** What a session with a stream is to be told; closing {@code told} ends the gathering. */
    private record Listening(PendingChanges pending, Changes.Registration told, SessionStream newest) {}

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
        request.connection().ifPresent(id -> sessions.change(request.owner(), id, session -> subscribed(session, uri)));
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
        request.connection()
                .ifPresent(id -> sessions.change(request.owner(), id, session -> session.unsubscribingFrom(uri)));
        return McpJson.object();
    }

    private static String uri(McpRequest request) {
        JsonNode uri = request.params().path("uri");
        if (!uri.isTextual()) {
            throw new RpcException(RpcError.Kind.BAD_PARAMS, "'params.uri' must be a string.");
        }
        return uri.asText();
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
        Listening listening = open.compute(key, (same, before) -> next(same, before, endings));
        SessionStream stream = listening.newest();
        endings.add(() -> open.computeIfPresent(key, (same, now) -> without(now, stream)));
        if (ended || sessions.find(owner, session).isEmpty()) {
            listening.pending().end();
        }
        endings.add(cancellation.onCancel(stream::end)::close);
        endings.add(sessions.use(owner, session)::close);
        return stream;
    }

    /** The newest stream takes what is there and what comes; the one before ends. */
    private Listening next(Key key, @Nullable Listening before, List<Runnable> endings) {
        PendingChanges pending = before == null ? new PendingChanges(change -> wants(key, change)) : before.pending();
        Changes.Registration told = before == null ? listen(pending) : before.told();
        return new Listening(pending, told, new SessionStream(pending.taker(), () -> endings.forEach(Runnable::run)));
    }

    private Changes.Registration listen(PendingChanges pending) {
        return features.changes().map(changes -> changes.listen(pending::add)).orElse(() -> {});
    }

    /** Asks the session itself: a copy of what it subscribed to could be older than the client's last word. */
    private boolean wants(Key key, Change change) {
        return change instanceof Change.OfResource resource
                && resource.owner().equals(key.owner())
                && sessions.find(key.owner(), key.session())
                        .filter(session -> session.subscribed().contains(resource.uri()))
                        .isPresent();
    }

    /** Where the newest stream is closed, nothing is gathered any more. */
    private static @Nullable Listening without(Listening now, SessionStream closed) {
        if (now.newest() != closed) {
            return now;
        }
        now.told().close();
        return null;
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

    /** The stream of a session ends with it, once all that it gathered is told. */
    void end(String owner, String session) {
        Optional.ofNullable(open.get(new Key(owner, session)))
                .ifPresent(listening -> listening.pending().end());
    }

    /** Every stream ends, and those that begin later end at once. */
    void end() {
        ended = true;
        open.values().forEach(listening -> listening.pending().end());
    }

    /** How many there are. */
    int count() {
        return open.size();
    }
}
