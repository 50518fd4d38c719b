package poegateway.translated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A surface of the gateway: how a case is asked there, and how an answer is read. */
enum MatrixSurface {
    CHAT {
        @Override
        String path(ObjectNode chat) {
            return "/v1/chat/completions";
        }

        @Override
        Optional<ObjectNode> request(MatrixCase asked, ObjectNode chat) {
            return Optional.of(chat);
        }

        @Override
        String text(String body) {
            return openAi(body, "content");
        }
    },
    COMPLETIONS {
        private static final Set<String> KNOWN =
                Set.of("model", "messages", "stream", "temperature", "top_p", "max_tokens", "stop");

        @Override
        String path(ObjectNode chat) {
            return "/v1/completions";
        }

        // There is a place for one text, and for nothing that chats have besides.
        @Override
        Optional<ObjectNode> request(MatrixCase asked, ObjectNode chat) {
            boolean hasPlace = chat.path("messages").size() == 1
                    && chat.path("messages").path(0).path("content").isTextual()
                    && chat.properties().stream().allMatch(member -> KNOWN.contains(member.getKey()));
            if (!hasPlace) {
                return Optional.empty();
            }
            ObjectNode request = chat.deepCopy();
            request.remove("messages");
            request.put("prompt", chat.path("messages").path(0).path("content").asText());
            return Optional.of(request);
        }

        @Override
        String text(String body) {
            return openAi(body, "text");
        }
    },
    RESPONSES {
        @Override
        String path(ObjectNode chat) {
            return "/v1/responses";
        }

        @Override
        Optional<ObjectNode> request(MatrixCase asked, ObjectNode chat) {
            return MatrixItems.of(chat);
        }

        @Override
        String text(String body) {
            StringBuilder text = new StringBuilder();
            for (JsonNode item : last(body).path("output")) {
                item.path("content")
                        .forEach(part -> text.append(part.path("text").asText()));
            }
            return text.toString();
        }

        @Override
        boolean ended(String body) {
            return last(body).path("status").asText().matches("completed|incomplete");
        }

        @Override
        String errorMessage(String body) {
            return last(body).path("error").path("message").asText("");
        }

        private JsonNode last(String body) {
            return body.startsWith("{")
                    ? MatrixAnswer.json(body)
                    : MatrixAnswer.events(body).getLast().path("response");
        }
    },
    MESSAGES {
        @Override
        String path(ObjectNode chat) {
            return "/v1/messages";
        }

        @Override
        Optional<ObjectNode> request(MatrixCase asked, ObjectNode chat) {
            return Optional.of(MatrixBlocks.of(chat));
        }

        @Override
        String text(String body) {
            StringBuilder text = new StringBuilder();
            for (JsonNode event : body.startsWith("{") ? List.of(MatrixAnswer.json(body)) : MatrixAnswer.events(body)) {
                event.path("content")
                        .forEach(block -> text.append(block.path("text").asText()));
                text.append(event.at("/delta/text").asText());
            }
            return text.toString();
        }

        @Override
        boolean ended(String body) {
            return body.startsWith("{")
                    ? MatrixAnswer.json(body).path("stop_reason").isTextual()
                    : body.contains("event: message_stop") && !body.contains("event: error");
        }
    },
    BOT {
        @Override
        String path(ObjectNode chat) {
            return "/bot/" + chat.path("model").asText();
        }

        @Override
        Optional<ObjectNode> request(MatrixCase asked, ObjectNode chat) {
            return MatrixQuery.of(asked, chat);
        }

        @Override
        String text(String body) {
            StringBuilder text = new StringBuilder();
            String name = "";
            for (String line : body.split("\n")) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: {") && !name.equals("error")) {
                    JsonNode data = MatrixAnswer.json(line.substring("data: ".length()));
                    text.append(data.path("text").asText(""))
                            .append(data.path("url").asText(""));
                }
            }
            return text.toString();
        }

        @Override
        boolean ended(String body) {
            return body.contains("event: done") && !body.contains("event: error");
        }

        @Override
        String errorMessage(String body) {
            int at = body.indexOf("event: error");
            if (at < 0) {
                return "";
            }
            return MatrixAnswer.events(body.substring(at))
                    .getFirst()
                    .path("text")
                    .asText("an error");
        }
    };

    abstract String path(ObjectNode chat);

    /** The request of a case in the words of this surface; empty where it has none for it. */
    abstract Optional<ObjectNode> request(MatrixCase asked, ObjectNode chat);

    abstract String text(String body);

    /** As the page calls it. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean ended(String body) {
        return body.startsWith("{") ? !body.contains("\"error\"") : body.endsWith("data: [DONE]\n\n");
    }

    String errorMessage(String body) {
        for (JsonNode event : body.startsWith("{") ? List.of(MatrixAnswer.json(body)) : MatrixAnswer.events(body)) {
            if (event.has("error")) {
                return event.path("error").path("message").asText();
            }
        }
        return "";
    }

    private static String openAi(String body, String name) {
        StringBuilder text = new StringBuilder();
        for (JsonNode event : body.startsWith("{") ? List.of(MatrixAnswer.json(body)) : MatrixAnswer.events(body)) {
            JsonNode choice = event.path("choices").path(0);
            text.append(choice.path("message").path(name).asText(""));
            text.append(choice.path("delta").path(name).asText(""));
            text.append(choice.path(name).asText(""));
        }
        return text.toString();
    }
}
