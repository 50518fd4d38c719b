package poegateway.pairs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import poegateway.dialect.responses.EventGrammar;
import poegateway.rig.Reply;

/** A caller: how it asks in its dialect, and what it hears in an answer, whose form is checked on the way. */
enum FaultCaller {
    CHAT {
        @Override
        String path(String model) {
            return "/v1/chat/completions";
        }

        @Override
        String body(String model, boolean stream) {
            return "{\"model\":\"" + model + "\",\"stream\":" + stream
                    + ",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        }

        @Override
        Heard stream(String body) {
            return openAi(body, "/choices/0/delta/content");
        }
    },
    COMPLETIONS {
        @Override
        String path(String model) {
            return "/v1/completions";
        }

        @Override
        String body(String model, boolean stream) {
            return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"prompt\":\"hello\"}";
        }

        @Override
        Heard stream(String body) {
            return openAi(body, "/choices/0/text");
        }
    },
    RESPONSES {
        @Override
        String path(String model) {
            return "/v1/responses";
        }

        @Override
        String body(String model, boolean stream) {
            return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"input\":\"hello\",\"store\":false}";
        }

        @Override
        Heard stream(String body) {
            List<JsonNode> events = checked(body);
            StringBuilder text = new StringBuilder();
            events.stream()
                    .filter(event -> type(event).equals("response.output_text.delta"))
                    .forEach(event -> text.append(event.path("delta").asText()));
            List<String> errors = events.stream()
                    .filter(event -> type(event).equals("response.failed"))
                    .map(event -> event.at("/response/error/code").asText())
                    .toList();
            boolean ended = events.stream().anyMatch(event -> type(event).matches("response\\.(completed|incomplete)"));
            return new Heard(text.toString(), errors, ended);
        }
    },
    MESSAGES {
        @Override
        String path(String model) {
            return "/v1/messages";
        }

        @Override
        String body(String model, boolean stream) {
            return "{\"model\":\"" + model + "\",\"stream\":" + stream
                    + ",\"max_tokens\":60000,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        }

        @Override
        Heard stream(String body) {
            StringBuilder text = new StringBuilder();
            List<String> errors = new ArrayList<>();
            boolean ended = false;
            for (Event event : events(body)) {
                assertEquals(event.name(), type(event.data()));
                text.append(event.data().at("/delta/text").asText(""));
                if (event.name().equals("error")) {
                    errors.add(error(event.data()));
                }
                ended |= event.name().equals("message_stop")
                        || event.data().at("/delta/stop_reason").isTextual();
            }
            return new Heard(text.toString(), errors, ended);
        }

        @Override
        String error(JsonNode body) {
            assertEquals("error", type(body));
            assertEquals(List.of("type", "message"), names(body.path("error")));
            assertTrue(body.path("request_id").asText().startsWith("req-"), body::toString);
            return type(body.path("error"));
        }

        @Override
        String word(String code) {
            return switch (code) {
                case "invalid_value" -> "invalid_request_error";
                case "request_too_large" -> code;
                case "insufficient_quota" -> "billing_error";
                case "moderation_error" -> "permission_error";
                case "model_not_found" -> "not_found_error";
                case "rate_limit_exceeded" -> "rate_limit_error";
                case "upstream_overloaded" -> "overloaded_error";
                case "upstream_timeout", "upstream_idle_timeout" -> "timeout_error";
                default -> "api_error";
            };
        }
    },
    BOT {
        @Override
        String path(String model) {
            return "/bot/" + model;
        }

        @Override
        String body(String model, boolean stream) {
            return "{\"version\":\"1.2\",\"type\":\"query\",\"query\":[{\"role\":\"user\",\"content\":\"hello\","
                    + "\"content_type\":\"text/markdown\"}],\"user_id\":\"\",\"conversation_id\":\"\",\"message_id\":\"\"}";
        }

        @Override
        Heard stream(String body) {
            StringBuilder text = new StringBuilder();
            List<String> errors = new ArrayList<>();
            List<Event> events = events(body);
            assertEquals("done", events.getLast().name(), body);
            for (Event event : events.subList(0, events.size() - 1)) {
                assertTrue(!event.name().equals("done"), body);
                if (event.name().equals("error")) {
                    assertTrue(event.data().path("text").isTextual(), body);
                    assertTrue(event.data().path("allow_retry").isBoolean(), body);
                    errors.add(event.data().path("code").asText("upstream_error")); // Poe's own events have none
                } else {
                    text.append(event.data().path("text").asText(""));
                }
            }
            return new Heard(text.toString(), errors, errors.isEmpty());
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What is understood of an answer.
     *
     * @param errors the word for each error in it
     * @param ended whether something in it could be taken for its regular end
     */
    record Heard(String text, List<String> errors, boolean ended) {}

    private record Event(String name, JsonNode data) {}

    abstract String path(String model);

    abstract String body(String model, boolean stream);

    abstract Heard stream(String body);

    /** The dialect's word for a failure that has this code. */
    String word(String code) {
        return code;
    }

    /** Whether a whole answer is asked for by a member; else all answers are streams. */
    boolean hasWhole() {
        return this != BOT;
    }

    /** The word of an error that is a whole body. */
    String error(JsonNode body) {
        assertEquals(List.of("error"), names(body));
        assertEquals(List.of("message", "type", "param", "code"), names(body.path("error")));
        return body.at("/error/code").asText();
    }

    /** What is heard in an answer, or what is wrong with its form. */
    String told(Reply reply) {
        try {
            Heard heard = heard(reply);
            return heard.text() + heard.errors() + (heard.ended() ? " ended" : " unended");
        } catch (AssertionError | RuntimeException malformed) {
            return "malformed: " + malformed.getMessage();
        }
    }

    private Heard heard(Reply reply) {
        if (!reply.body().startsWith("{")) {
            return stream(reply.body());
        }
        JsonNode body = json(reply.body());
        return body.path("error").isObject()
                ? new Heard("", List.of(error(body)), false)
                : new Heard(body.toString(), List.of(), true);
    }

    Heard openAi(String body, String place) {
        StringBuilder text = new StringBuilder();
        List<String> errors = new ArrayList<>();
        boolean ended = false;
        for (String frame : frames(body)) {
            assertTrue(frame.startsWith("data: "), frame);
            String data = frame.substring("data: ".length());
            if (data.equals("[DONE]")) {
                ended = true;
                continue;
            }
            JsonNode chunk = json(data);
            if (chunk.has("error")) {
                errors.add(error(chunk));
            }
            text.append(chunk.at(place).asText(""));
            ended |= chunk.at("/choices/0/finish_reason").isTextual();
        }
        return new Heard(text.toString(), errors, ended);
    }

    /** A failure may be the only event, where the head of the answer had to go out before any. */
    private static List<JsonNode> checked(String body) {
        List<Event> events = events(body);
        if (events.size() == 1 && events.getFirst().name().equals("response.failed")) {
            return List.of(events.getFirst().data());
        }
        try {
            return EventGrammar.checked(String.join("\n\n", frames(body)) + "\n\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(body, broken);
        }
    }

    private static List<Event> events(String body) {
        return frames(body).stream()
                .map(frame -> {
                    String[] lines = frame.split("\n");
                    assertEquals(2, lines.length, frame);
                    assertTrue(lines[0].startsWith("event: ") && lines[1].startsWith("data: "), frame);
                    return new Event(
                            lines[0].substring("event: ".length()), json(lines[1].substring("data: ".length())));
                })
                .toList();
    }

    /** All but comments. */
    private static List<String> frames(String body) {
        assertTrue(body.endsWith("\n\n"), body);
        return List.of(body.split("\n\n")).stream()
                .filter(frame -> !frame.startsWith(":"))
                .toList();
    }

    private static String type(JsonNode object) {
        return object.path("type").asText();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(text, broken);
        }
    }
}
