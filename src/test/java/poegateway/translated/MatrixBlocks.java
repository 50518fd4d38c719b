package poegateway.translated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A chat as a request for a message. */
final class MatrixBlocks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INLINE = "data:";

    private MatrixBlocks() {}

    static ObjectNode of(ObjectNode chat) {
        ObjectNode request =
                JSON.createObjectNode().put("model", chat.path("model").asText());
        request.put("max_tokens", chat.path("max_tokens").asInt(4_000));
        for (String same : List.of("stream", "temperature", "top_p")) {
            if (chat.has(same)) {
                request.set(same, chat.get(same));
            }
        }
        if (chat.has("stop")) {
            request.putArray("stop_sequences").add(chat.path("stop"));
        }
        if (chat.has("reasoning_effort")) {
            request.putObject("thinking").put("type", "enabled").put("budget_tokens", 2_000);
        }
        if (chat.has("response_format")) {
            ObjectNode format = request.putObject("output_config").putObject("format");
            format.put("type", "json_schema").set("schema", chat.at("/response_format/json_schema/schema"));
        }
        tools(chat, request);
        ArrayNode messages = request.putArray("messages");
        chat.path("messages").forEach(message -> message(message, messages));
        return request;
    }

    private static void tools(ObjectNode chat, ObjectNode request) {
        for (JsonNode tool : chat.path("tools")) {
            JsonNode function = tool.path("function");
            ObjectNode written = request.withArray("tools").addObject();
            written.set("name", function.path("name"));
            written.set("description", function.path("description"));
            written.set("input_schema", function.path("parameters"));
        }
        JsonNode choice = chat.path("tool_choice");
        if (choice.isObject()) {
            request.putObject("tool_choice").put("type", "tool").set("name", choice.at("/function/name"));
        } else if (choice.isTextual()) {
            String word = choice.asText().equals("required") ? "any" : choice.asText();
            request.putObject("tool_choice").put("type", word);
        }
    }

    private static void message(JsonNode message, ArrayNode messages) {
        boolean isTool = message.path("role").asText().equals("tool");
        ObjectNode written = messages.addObject()
                .put("role", isTool ? "user" : message.path("role").asText());
        ArrayNode content = written.putArray("content");
        if (isTool) {
            ObjectNode result = content.addObject().put("type", "tool_result");
            result.set("tool_use_id", message.path("tool_call_id"));
            result.set("content", message.path("content"));
            return;
        }
        if (message.path("content").isTextual()) {
            content.addObject().put("type", "text").set("text", message.path("content"));
        }
        message.path("content").forEach(part -> part(part, content));
        for (JsonNode call : message.path("tool_calls")) {
            ObjectNode use = content.addObject().put("type", "tool_use");
            use.set("id", call.path("id"));
            use.set("name", call.at("/function/name"));
            use.set("input", json(call.at("/function/arguments").asText()));
        }
    }

    private static void part(JsonNode part, ArrayNode content) {
        ObjectNode block = content.addObject();
        switch (part.path("type").asText()) {
            case "image_url" ->
                source(block.put("type", "image"), part.at("/image_url/url").asText());
            case "file" ->
                source(block.put("type", "document"), part.at("/file/file_data").asText());
            default -> block.put("type", "text").set("text", part.path("text"));
        }
    }

    private static void source(ObjectNode block, String url) {
        ObjectNode source = block.putObject("source");
        if (!url.startsWith(INLINE)) {
            source.put("type", "url").put("url", url);
            return;
        }
        int comma = url.indexOf(',');
        source.put("type", "base64").put("data", url.substring(comma + 1));
        source.put("media_type", url.substring(INLINE.length(), url.indexOf(';')));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
