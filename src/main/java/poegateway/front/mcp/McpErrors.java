package poegateway.front.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.FailureHeaders;
import poegateway.mcp.message.McpJson;

/** Failures as errors of JSON-RPC, which name no request: they come before one was read, or when nothing else can be said. */
final class McpErrors implements ErrorForm {
    private static final int SERVER_ERROR = -32_000;
    private static final int INVALID_REQUEST = -32_600;
    private static final int INTERNAL_ERROR = -32_603;
    private static final int MESSAGE_CHARS_MAX = 4_000;

    @Override
    public Rendered answer(Failure failure) {
        Map<String, String> headers = new LinkedHashMap<>(FailureHeaders.of(failure));
        if (failure.kind() == Failure.Kind.UNAUTHENTICATED) {
            headers.put("www-authenticate", "Bearer");
        }
        return new Rendered(failure.status(), headers, McpJson.bytes(json(failure)));
    }

    @Override
    public byte[] event(Failure failure) {
        return event(json(failure));
    }

    /** A message as an event. */
    static byte[] event(ObjectNode message) {
        return ("event: message\ndata: " + McpJson.text(message) + "\n\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static ObjectNode json(Failure failure) {
        String message = failure.message();
        ObjectNode error = McpJson.object()
                .put("code", code(failure.kind()))
                .put(
                        "message",
                        message.length() > MESSAGE_CHARS_MAX ? message.substring(0, MESSAGE_CHARS_MAX) + "…" : message);
        error.putObject("data").put("code", failure.code());
        ObjectNode json = McpJson.object().put("jsonrpc", "2.0");
        json.set("error", error);
        return json;
    }

    private static int code(Failure.Kind kind) {
        return switch (kind) {
            case INVALID, UNSUPPORTED, TOO_LARGE, METHOD_NOT_ALLOWED, NOT_FOUND -> INVALID_REQUEST;
            case UNAUTHENTICATED,
                    FORBIDDEN,
                    RATE_LIMITED,
                    OUT_OF_POINTS,
                    CALLER_SLOW,
                    CALLER_GONE,
                    TIMEOUT,
                    OVERLOADED,
                    UPSTREAM -> SERVER_ERROR;
            case BUG -> INTERNAL_ERROR;
        };
    }
}
