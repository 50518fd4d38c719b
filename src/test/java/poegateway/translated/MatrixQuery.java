package poegateway.translated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Requests of the bot protocol that ask what a chat completions request asks. */
final class MatrixQuery {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MatrixQuery() {}

    /** Empty where the protocol has no word for it: the choice of a tool, the most tokens, the form of an answer. */
    static Optional<ObjectNode> of(MatrixCase asked, ObjectNode chat) {
        if (chat.has("tool_choice") || chat.has("response_format")) {
            return Optional.empty();
        }
        ObjectNode query = JSON.createObjectNode().put("version", "1.2").put("type", "query");
        query.put("user_id", "").put("conversation_id", "").put("message_id", "");
        ArrayNode messages = query.putArray("query");
        JsonNode first = chat.path("messages").path(0);
        ObjectNode message = messages.addObject().put("role", "user");
        message.put(
                "content",
                first.path("content").isTextual() ? first.path("content").asText() : "hello");
        message.put("content_type", "text/markdown");
        attach(message, first.path("content"));
        if (chat.has("reasoning_effort")) {
            message.putObject("parameters").set("reasoning_effort", chat.get("reasoning_effort"));
        }
        if (chat.has("temperature")) {
            query.set("temperature", chat.get("temperature"));
        }
        if (chat.has("stop")) {
            query.putArray("stop_sequences").add(chat.path("stop").asText());
        }
        if (chat.has("tools")) {
            query.set("tools", chat.get("tools"));
        }
        if (asked == MatrixCase.TOOL_RESULT) {
            secondRound(query, chat);
        }
        return Optional.of(query);
    }

    private static void attach(ObjectNode message, JsonNode content) {
        for (JsonNode part : content) {
            String url = part.path("image_url").path("url").asText("");
            if (!url.isEmpty() || part.has("file")) {
                ObjectNode attachment = message.withArray("attachments").addObject();
                attachment.put("url", url.startsWith("https:") ? url : "https://example.com/file");
                attachment
                        .put("content_type", part.has("file") ? "application/pdf" : "image/png")
                        .put("name", "a");
            }
        }
    }

    private static void secondRound(ObjectNode query, ObjectNode chat) {
        query.set("tool_calls", chat.path("messages").path(1).path("tool_calls"));
        ObjectNode result = query.putArray("tool_results").addObject();
        result.put("role", "tool")
                .put("name", "weather")
                .put("tool_call_id", "call_1")
                .put("content", "18 degrees");
    }
}
