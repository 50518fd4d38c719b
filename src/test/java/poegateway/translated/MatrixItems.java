package poegateway.translated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A chat as a request for a response. */
final class MatrixItems {
    private MatrixItems() {}

    /** Empty where there is no place for what the chat says. */
    static Optional<ObjectNode> of(ObjectNode chat) {
        if (chat.has("stop")) {
            return Optional.empty();
        }
        ObjectNode request = chat.objectNode().put("model", chat.path("model").asText());
        for (String same : List.of("stream", "temperature", "top_p")) {
            if (chat.has(same)) {
                request.set(same, chat.get(same));
            }
        }
        if (chat.has("max_tokens")) {
            request.set("max_output_tokens", chat.get("max_tokens"));
        }
        if (chat.has("reasoning_effort")) {
            request.putObject("reasoning").set("effort", chat.get("reasoning_effort"));
        }
        if (chat.has("response_format")) {
            ObjectNode format = chat.path("response_format").path("json_schema").deepCopy();
            request.putObject("text").set("format", format.put("type", "json_schema"));
        }
        tools(chat, request);
        ArrayNode input = request.putArray("input");
        chat.path("messages").forEach(message -> message(message, input));
        return Optional.of(request);
    }

    private static void tools(ObjectNode chat, ObjectNode request) {
        if (chat.has("tools")) {
            ArrayNode tools = request.putArray("tools");
            chat.path("tools").forEach(tool -> tools.add(function(tool)));
        }
        JsonNode choice = chat.path("tool_choice");
        if (choice.isObject()) {
            request.set("tool_choice", function(choice));
        } else if (choice.isTextual()) {
            request.set("tool_choice", choice);
        }
    }

    private static ObjectNode function(JsonNode nested) {
        return ((ObjectNode) nested.path("function")).deepCopy().put("type", "function");
    }

    private static void message(JsonNode message, ArrayNode input) {
        String role = message.path("role").asText();
        if (role.equals("tool")) {
            ObjectNode output = input.addObject().put("type", "function_call_output");
            output.set("call_id", message.path("tool_call_id"));
            output.set("output", message.path("content"));
            return;
        }
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode item = function(call).put("type", "function_call");
            item.set("call_id", call.path("id"));
            input.add(item);
        }
        if (!message.path("content").isNull()) {
            ObjectNode item = input.addObject().put("type", "message").put("role", role);
            item.set("content", content(message.path("content")));
        }
    }

    private static JsonNode content(JsonNode content) {
        if (content.isTextual()) {
            return content;
        }
        ArrayNode parts = ((ArrayNode) content).arrayNode();
        for (JsonNode part : content) {
            switch (part.path("type").asText()) {
                case "image_url" ->
                    parts.addObject()
                            .put("type", "input_image")
                            .set("image_url", part.path("image_url").path("url"));
                case "file" ->
                    parts.add(((ObjectNode) part.path("file")).deepCopy().put("type", "input_file"));
                default -> parts.addObject().put("type", "input_text").set("text", part.path("text"));
            }
        }
        return parts;
    }
}
