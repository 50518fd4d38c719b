package poegateway.clienttests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a chat answer says, apart from its form: two answers with the same content are equal here. */
final class Content {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Content() {}

    /** A whole answer without what the gateway's listed edits of replies put in, take out or turn. */
    static JsonNode withoutEdits(JsonNode answer) {
        ObjectNode copy = answer.deepCopy();
        removeIfNull(copy, "error");
        for (JsonNode choice : copy.path("choices")) {
            ((ObjectNode) choice).remove("logprobs");
            ObjectNode message = (ObjectNode) choice.path("message");
            message.remove("refusal");
            message.path("tool_calls").forEach(call -> ((ObjectNode) call).remove("index"));
            if (!message.path("tool_calls").isEmpty()) {
                turn((ObjectNode) choice, "finish_reason", "stop", "tool_calls");
                removeIfNull(message, "content");
            }
        }
        if (copy.path("usage") instanceof ObjectNode usage) {
            usage.forEach(Content::removeNulls);
            removeNulls(usage);
        }
        return copy;
    }

    /** What the message of a whole answer says: text, thoughts, calls. */
    static JsonNode said(JsonNode answer) {
        JsonNode message = answer.at("/choices/0/message");
        ObjectNode said = JSON.createObjectNode();
        said.put("text", message.path("content").asText(""));
        said.put("thoughts", message.path("reasoning_content").asText(""));
        ArrayNode calls = said.putArray("calls");
        message.path("tool_calls")
                .forEach(call ->
                        addCall(calls, call, call.at("/function/arguments").asText()));
        return said;
    }

    /** The same of a stream, from its chunks. */
    static JsonNode said(Iterable<JsonNode> chunks) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        ObjectNode said = JSON.createObjectNode();
        ArrayNode calls = JSON.createArrayNode();
        for (JsonNode chunk : chunks) {
            JsonNode delta = chunk.at("/choices/0/delta");
            text.append(delta.path("content").asText(""));
            thoughts.append(delta.path("reasoning_content").asText(""));
            delta.path("tool_calls").forEach(piece -> addPiece(calls, piece));
        }
        said.put("text", text.toString());
        said.put("thoughts", thoughts.toString());
        said.set("calls", calls);
        return said;
    }

    private static void addPiece(ArrayNode calls, JsonNode piece) {
        String arguments = piece.at("/function/arguments").asText();
        if (calls.get(piece.path("index").asInt()) instanceof ObjectNode begun) {
            begun.put("arguments", begun.path("arguments").asText() + arguments);
        } else {
            addCall(calls, piece, arguments);
        }
    }

    private static void addCall(ArrayNode calls, JsonNode call, String arguments) {
        calls.addObject()
                .put("id", call.path("id").asText())
                .put("name", call.at("/function/name").asText())
                .put("arguments", arguments);
    }

    private static void turn(ObjectNode node, String name, String from, String to) {
        if (node.path(name).asText().equals(from)) {
            node.put(name, to);
        }
    }

    private static void removeNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
    }

    private static void removeIfNull(ObjectNode node, String name) {
        if (node.path(name).isNull()) {
            node.remove(name);
        }
    }
}
