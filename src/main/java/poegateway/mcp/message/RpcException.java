package poegateway.mcp.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A message that is answered with an error. */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RpcError error;

    public RpcException(RpcError error) {
        super(error.message());
        this.error = error;
    }

    public RpcException(RpcError.Kind kind, String message) {
        this(new RpcError(kind, message));
    }

    public RpcException(RpcError.Kind kind, String message, ObjectNode data) {
        this(new RpcError(kind, message, Optional.of(data)));
    }

    public RpcError error() {
        return error;
    }
}
