package poegateway.front.stdio;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.core.Cancellation;
import poegateway.core.failure.Failure;
import poegateway.mcp.Era;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.McpReply;
import poegateway.mcp.Outbox;
import poegateway.mcp.RequestEnvelope;
import poegateway.mcp.SessionStream;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;
import poegateway.mcp.session.McpSession;

/**
 * The session of the one client, in revisions that have sessions. It lives as long as the streams do: should the endpoint let
 * it go for want of use, it is kept anew.
 */
final class StdioSession {
    private final McpEndpoint endpoint;
    private final String owner;
    private final Outbox out;
    private final Cancellation listening = new Cancellation();
    private volatile @Nullable Kept kept;

    private record Kept(String id, McpSession session) {}

    StdioSession(McpEndpoint endpoint, String owner, Outbox out) {
        this.endpoint = endpoint;
        this.owner = owner;
        this.out = out;
    }

    /** Its id; empty before the client has introduced itself. */
    Optional<String> id() {
        return Optional.ofNullable(kept).map(Kept::id);
    }

    /**
     * What stands around a request.
     *
     * @throws RpcException when it belongs to no session and does not say everything itself
     */
    RequestEnvelope envelope(RpcMessage.Request request) {
        if (Era.of(request.method(), request.params(), Optional.empty()) == Era.STATELESS) {
            RequestEnvelope envelope = RequestEnvelope.stateless(request.params());
            RequestEnvelope.checkVersion(envelope.version());
            return envelope;
        }
        McpSession session = begins(request) ? endpoint.introduced(request) : current();
        return McpEndpoint.envelope(session, request);
    }

    private static boolean begins(RpcMessage.Request request) {
        return request.method().equals("initialize");
    }

    /** An introduction that was answered well begins the session; a second one begins another. */
    void answered(RpcMessage.Request request, Optional<McpReply> reply) {
        if (begins(request) && reply.filter(given -> given.error().isEmpty()).isPresent()) {
            Kept before = kept;
            kept = kept(endpoint.introduced(request));
            if (before != null) {
                endpoint.endSession(owner, before.id());
            }
        }
    }

    /** Its client is told from now on what changes. */
    private Kept kept(McpSession session) {
        String id = endpoint.keep(owner, session);
        SessionStream changes = endpoint.listen(owner, id, listening);
        Thread.startVirtualThread(() -> {
            try (changes) {
                changes.tellTo(out);
            }
        });
        return new Kept(id, session);
    }

    /** Nothing that changes is told any more. */
    void end(Failure why) {
        listening.cancel(why);
    }

    private synchronized McpSession current() {
        Kept last = kept;
        if (last == null) {
            throw new RpcException(
                    RpcError.Kind.NO_SESSION,
                    "Send 'initialize' first; or a request of revision "
                            + Era.STATELESS.versions().getFirst() + ", which needs no session.");
        }
        McpSession session = endpoint.session(owner, last.id()).orElse(null);
        if (session == null) {
            endpoint.endListening(owner, last.id());
        }
        kept = session == null ? kept(last.session()) : new Kept(last.id(), session);
        return session == null ? last.session() : session;
    }
}
