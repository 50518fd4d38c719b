package poegateway.mcp;

import java.util.Optional;
import poegateway.mcp.feature.Changes.Change;
import poegateway.mcp.message.McpJson;

/** What a client with a session is told without asking, from the moment that this is there. */
public final class SessionStream implements AutoCloseable {
    static final String UPDATED = "notifications/resources/updated";

    private final PendingChanges.Taker taker;
    private final Runnable closed;

    /** {@code closed} runs at the end, once or more. */
    SessionStream(PendingChanges.Taker taker, Runnable closed) {
        this.taker = taker;
        this.closed = closed;
    }

    /** Nothing is told here any more; what is left is for the client's next stream. */
    void end() {
        taker.leave();
    }

    /** Tells changes, and blocks until the client leaves, opens another stream, or ends the session, or the gateway stops. */
    public void tellTo(Outbox outbox) {
        for (Optional<Change> next = taker.take(); next.isPresent(); next = taker.take()) {
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
