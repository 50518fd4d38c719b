package poegateway.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How conversations are sent in one dialect. */
enum Speech {
    CHAT("/v1/chat/completions", "messages") {
        @Override
        String assistant(String words) {
            return "{\"role\":\"assistant\",\"content\":" + quoted(words) + "}";
        }
    },
    RESPONSES("/v1/responses", "input") {
        @Override
        String assistant(String words) {
            return "{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":"
                    + quoted(words) + "}]}";
        }
    },
    MESSAGES("/v1/messages", "messages") {
        @Override
        String body(String model, boolean stream, String messages) {
            return super.body(model, stream, messages).replaceFirst("\\{", "{\"max_tokens\":1000,");
        }

        @Override
        String assistant(String words) {
            return "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":" + quoted(words) + "}]}";
        }
    };

    private final String path;
    private final String list;

    Speech(String path, String list) {
        this.path = path;
        this.list = list;
    }

    String path() {
        return path;
    }

    String body(String model, boolean stream, String messages) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"" + list + "\":[" + messages + "]}";
    }

    String user(String words) {
        return "{\"role\":\"user\",\"content\":" + quoted(words) + "}";
    }

    /** An answer as a client of the dialect sends it back. */
    abstract String assistant(String words);

    static String quoted(String words) {
        return "\"" + words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** Role and text of each message that Poe got, in whatever dialect. */
    static List<String> said(JsonNode request) {
        List<String> said = new ArrayList<>();
        JsonNode messages = request.has("input") ? request.get("input") : request.get("messages");
        if (request.has("system")) {
            said.add("system: " + text(request.get("system")));
        }
        for (JsonNode message : messages) {
            said.add(message.path("role").asText() + ": " + text(message.path("content")));
        }
        return said;
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    /** The words of an answer, whole or streamed. */
    static String words(String body, boolean stream) {
        if (!stream) {
            JsonNode whole = Talk.json(body);
            StringBuilder words = new StringBuilder();
            words.append(whole.at("/choices/0/message/content").asText(""));
            whole.path("content").forEach(part -> words.append(part.path("text").asText("")));
            whole.path("output")
                    .forEach(item -> item.path("content")
                            .forEach(part -> words.append(part.path("text").asText(""))));
            return words.toString();
        }
        StringBuilder words = new StringBuilder();
        for (String line : body.split("\n")) {
            if (line.startsWith("data: {")) {
                JsonNode event = Talk.json(line.substring(6));
                words.append(event.at("/choices/0/delta/content").asText(""));
                words.append(event.at("/delta/text").asText(""));
                words.append(
                        event.path("delta").isTextual() ? event.path("delta").asText() : "");
            }
        }
        return words.toString();
    }
}
