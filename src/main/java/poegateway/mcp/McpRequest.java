package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import poegateway.core.Cancellation;
import poegateway.mcp.feature.McpOrigin;
import poegateway.mcp.feature.ToolFilter;
import poegateway.mcp.message.RpcMessage;

/**
 * A request, and all that is known of it.
 *
 * @param connection the session to which it belongs, or whatever else its id is unique in; empty where each request stands alone
 * @param outbox takes what goes before the answer
 * @param hears whether the client can be told something before it is answered, and asked
 * @param cancellation ends the work for it
 */
public record McpRequest(
        RpcMessage.Request rpc,
        RequestEnvelope envelope,
        Optional<String> connection,
        McpOrigin origin,
        ToolFilter filter,
        Outbox outbox,
        boolean hears,
        Cancellation cancellation) {
    ObjectNode params() {
        return rpc.params();
    }

    String owner() {
        return origin.caller().id();
    }
}
