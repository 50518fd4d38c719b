package poegateway.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One message. */
public sealed interface RpcMessage {
    /**
     * Asks for an answer.
     *
     * @param id a string or a whole number, by which its answer is known
     */
    record Request(JsonNode id, String method, ObjectNode params) implements RpcMessage {}

    /** Tells something. */
    record Notification(String method, ObjectNode params) implements RpcMessage {}

    /**
     * Answers a request of the server's.
     *
     * @param id of that request
     * @param result what the client says
     */
    record Result(JsonNode id, JsonNode result) implements RpcMessage {}

    /**
     * The client has no answer to a request of the server's.
     *
     * @param id of that request
     * @param message why
     */
    record Refusal(JsonNode id, String message) implements RpcMessage {}
}
