package poegateway.mcp.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import poegateway.wire.json.Json;

/** Trees of JSON and their text; all messages are read and written here. */
public final class McpJson {
    private static final ObjectMapper JSON = JsonMapper.builder(
                    Json.newFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION))
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String VERSION = "2.0";

    private McpJson() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An object of the program's own. */
    public static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** What a text holds; empty where it is no JSON, or none within the limits. */
    public static Optional<JsonNode> read(String json) {
        try {
            return Optional.ofNullable(JSON.readTree(json)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }

    /** A request of the server's. */
    public static ObjectNode request(String id, String method, ObjectNode params) {
        ObjectNode message = object().put("jsonrpc", VERSION).put("id", id).put("method", method);
        message.set("params", params);
        return message;
    }

    public static ObjectNode notification(String method, ObjectNode params) {
        ObjectNode message = object().put("jsonrpc", VERSION).put("method", method);
        message.set("params", params);
        return message;
    }

    public static ObjectNode result(JsonNode id, JsonNode result) {
        ObjectNode message = object().put("jsonrpc", VERSION);
        message.set("id", id);
        message.set("result", result);
        return message;
    }

    /** {@code id} is absent where the message that is wrong has none. */
    public static ObjectNode error(Optional<JsonNode> id, RpcError error) {
        ObjectNode message = object().put("jsonrpc", VERSION);
        id.ifPresent(known -> message.set("id", known));
        message.set("error", error.json());
        return message;
    }

    /** On one line. Half a surrogate pair has no UTF-8, and becomes a question mark. */
    public static byte[] bytes(JsonNode node) {
        return text(node).getBytes(StandardCharsets.UTF_8);
    }

    /** On one line. */
    public static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
