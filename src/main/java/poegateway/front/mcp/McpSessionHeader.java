package poegateway.front.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import poegateway.front.Exchange;
import poegateway.mcp.Era;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcException;
import poegateway.mcp.message.RpcMessage;
import poegateway.mcp.session.McpSession;

/** The session that a request names in its header. */
final class McpSessionHeader {
    private final McpEndpoint endpoint;
    private final Exchange exchange;

    McpSessionHeader(McpEndpoint endpoint, Exchange exchange) {
        this.endpoint = endpoint;
        this.exchange = exchange;
    }

    /** Its id. */
    String id() {
        return exchange.request()
                .header(McpSurface.SESSION)
                .orElseThrow(() -> new RpcException(
                        RpcError.Kind.NO_SESSION,
                        "The header Mcp-Session-Id is missing. Send 'initialize' first, and then the id that its answer has in"
                                + " that header; or send a request of revision "
                                + Era.STATELESS.versions().getFirst()
                                + ", which needs no session."));
    }

    /**
     * The session.
     *
     * @throws RpcException where there is none of that id for this caller
     */
    McpSession session() {
        return endpoint.session(exchange.caller().id(), id())
                .orElseThrow(
                        () -> new RpcException(
                                RpcError.Kind.UNKNOWN_SESSION,
                                "There is no such session for this key; it ends 60 minutes after its last use. Send 'initialize' again."));
    }

    /** Whether a message that is no request is of the era with sessions. */
    boolean belongsToSession(RpcMessage message) {
        ObjectNode params = message instanceof RpcMessage.Notification told ? told.params() : McpJson.object();
        Optional<String> version = exchange.request().header(StandardHeaders.VERSION);
        return Era.of("", params, version) == Era.SESSIONS;
    }
}
