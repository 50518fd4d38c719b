package poegateway.mcp;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import poegateway.mcp.feature.Changes.Change;
import poegateway.mcp.message.McpJson;

/** What a client with a session is told without asking, from the moment that this is there. */
public final class SessionStream implements AutoCloseable {
    static final String UPDATED = "notifications/resources/updated";

    private final Set<String> subscribed = ConcurrentHashMap.newKeySet();
    private final PendingChanges pending;
    private final Runnable closed;

    /** {@code closed} runs at the end, once or more. */
    SessionStream(String owner, Runnable closed) {
        this.pending = new PendingChanges(change -> change instanceof Change.OfResource resource
                && resource.owner().equals(owner)
                && subscribed.contains(resource.uri()));
        this.closed = closed;
    }

    /** Addresses of what it tells; they may become others. */
    Set<String> subscribed() {
        return subscribed;
    }

    /** Something changed. */
    void add(Change change) {
        pending.add(change);
    }

    /** Nothing is told any more. */
    void end() {
        pending.end();
    }

    /** Tells changes, and blocks until the client leaves, opens another stream, or ends the session, or the gateway stops. */
    public void tellTo(Outbox outbox) {
        for (Optional<Change> next = pending.take(); next.isPresent(); next = pending.take()) {
            if (next.get() instanceof Change.OfResource resource) {
                outbox.send(McpJson.notification(UPDATED, McpJson.object().put("uri", resource.uri())));
            }
        }
    }

    @Override
    public void close() {
        end();
        closed.run();
    }
}
