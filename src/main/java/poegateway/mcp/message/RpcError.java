package poegateway.mcp.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What is wrong with a message.
 *
 * @param message a sentence for whoever reads it
 * @param data more of it, for programs
 */
public record RpcError(Kind kind, String message, Optional<ObjectNode> data) {
    /** What is wrong, with its code and the status by which HTTP tells it. */
    public enum Kind {
        NOT_JSON(-32700, 400),
        NO_MESSAGE(-32600, 400),
        NO_SESSION(-32600, 400),
        NOT_ACCEPTABLE(-32600, 406),
        /** By its status a client knows that it must begin anew. */
        UNKNOWN_SESSION(-32001, 404),
        /** Only newer revisions tell it by a status. */
        UNKNOWN_METHOD(-32601, 404),
        /** What stands around every request is wrong. */
        BAD_ENVELOPE(-32602, 400),
        /** What the request itself asks for is wrong. */
        BAD_PARAMS(-32602, 200),
        UNKNOWN_RESOURCE(-32002, 200),
        HEADER_MISMATCH(-32020, 400),
        MISSING_CAPABILITY(-32021, 400),
        UNKNOWN_VERSION(-32022, 400),
        BUSY(-32000, 429),
        BUG(-32603, 200);

        private final int code;
        private final int status;

        Kind(int code, int status) {
            this.code = code;
            this.status = status;
        }

        public int code() {
            return code;
        }

        public int status() {
            return status;
        }
    }

    /** Without data. */
    public RpcError(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /** As a JSON-RPC error object. */
    ObjectNode json() {
        ObjectNode error = McpJson.object().put("code", kind.code).put("message", message);
        data.ifPresent(more -> error.set("data", more));
        return error;
    }
}
