package poegateway.mcp.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import poegateway.wire.Utf8;

/** Reads messages. What is no message is refused with a sentence that says why. */
public final class RpcReader {
    private static final int ID_CHARS_MAX = 256;
    private static final int METHOD_CHARS_MAX = 256;

    private RpcReader() {}

    /**
     * Reads one message.
     *
     * @throws RpcException when it is none
     */
    public static RpcMessage read(byte[] body) {
        JsonNode read = tree(body);
        if (read.isArray()) {
            throw noMessage("This protocol no longer has several messages in one array. Send each by itself.");
        }
        if (!(read instanceof ObjectNode message)) {
            throw noMessage("A message must be a JSON object.");
        }
        if (!message.path("jsonrpc").asText().equals("2.0")) {
            throw noMessage("A message has 'jsonrpc': \"2.0\".");
        }
        return message.has("method") ? asking(message) : answering(message);
    }

    private static JsonNode tree(byte[] body) {
        int invalid = Utf8.firstInvalid(body, 0, body.length);
        if (invalid >= 0) {
            throw new RpcException(RpcError.Kind.NOT_JSON, "The text is not UTF-8, from byte " + invalid + " on.");
        }
        int from = Utf8.beginsWithMark(body) ? Utf8.BYTE_ORDER_MARK_BYTES : 0;
        return McpJson.read(new String(body, from, body.length - from, StandardCharsets.UTF_8))
                .orElseThrow(() -> new RpcException(
                        RpcError.Kind.NOT_JSON,
                        "The text is not valid JSON, has a key twice in one object, or is nested too deeply."));
    }

    private static RpcMessage asking(ObjectNode message) {
        String method = message.path("method").asText();
        if (!message.path("method").isTextual() || method.isEmpty() || method.length() > METHOD_CHARS_MAX) {
            throw noMessage("'method' is a name.");
        }
        JsonNode params = message.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            throw noMessage("'params' must be an object.");
        }
        ObjectNode given = params instanceof ObjectNode object ? object : McpJson.object();
        return message.has("id")
                ? new RpcMessage.Request(id(message), method, given)
                : new RpcMessage.Notification(method, given);
    }

    private static RpcMessage answering(ObjectNode message) {
        JsonNode id = id(message);
        if (message.has("result") == message.has("error")) {
            throw noMessage("A message must have 'method', 'result' or 'error'.");
        }
        return message.has("result")
                ? new RpcMessage.Result(id, message.path("result"))
                : new RpcMessage.Refusal(
                        id, message.path("error").path("message").asText());
    }

    private static JsonNode id(ObjectNode message) {
        JsonNode id = message.path("id");
        boolean known = id.isTextual() ? isId(id.asText()) : id.isIntegralNumber();
        if (!known) {
            throw noMessage("'id' is a whole number, or a string of at most " + ID_CHARS_MAX + " characters.");
        }
        return id;
    }

    /** Half a surrogate pair could not be sent back. */
    private static boolean isId(String text) {
        return text.length() <= ID_CHARS_MAX
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static RpcException noMessage(String why) {
        return new RpcException(RpcError.Kind.NO_MESSAGE, why);
    }
}
