package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import poegateway.mcp.message.McpJson;
import poegateway.mcp.message.RpcError;
import poegateway.mcp.message.RpcMessage;

/**
 * The answer to a request.
 *
 * @param error what is wrong with the request; absent where the message holds a result
 */
public record McpReply(ObjectNode message, Optional<RpcError.Kind> error) {
    /** The word that a request is wrong. */
    public static McpReply refusal(RpcMessage.Request request, RpcError error) {
        return new McpReply(McpJson.error(Optional.of(request.id()), error), Optional.of(error.kind()));
    }
}
