package poegateway.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Answers requests of one name. */
@FunctionalInterface
interface Method {
    /**
     * The result.
     *
     * @throws poegateway.mcp.message.RpcException when there is none
     */
    ObjectNode answer(McpRequest request);
}
