package poegateway.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;

/** An answer of the gateway, read to its end. */
public record Reply(int status, Headers headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("not JSON: " + body, broken);
        }
    }

    /** A header that must be there. */
    public String header(String name) {
        String value = headers.get(name);
        if (value == null) {
            throw new AssertionError("no header " + name + " in " + headers);
        }
        return value;
    }

    /** The {@code data} of each event, in order. */
    public List<String> events() {
        List<String> events = new ArrayList<>();
        for (String frame : body.split("\n\n")) {
            if (frame.startsWith("data: ")) {
                events.add(frame.substring("data: ".length()));
            }
        }
        return events;
    }

    /** The text of a whole or streamed chat answer. */
    public String text() {
        if (!body.startsWith("{")) {
            StringBuilder text = new StringBuilder();
            for (String event : events()) {
                if (!event.equals("[DONE]")) {
                    text.append(read(event).at("/choices/0/delta/content").asText(""));
                }
            }
            return text.toString();
        }
        return json().at("/choices/0/message/content").asText();
    }

    /** The error code of an answer that is an error, or of a stream that ends in one. */
    public String errorCode() {
        return error().path("code").asText();
    }

    public JsonNode error() {
        JsonNode error = body.startsWith("{")
                ? json().path("error")
                : read(events().getLast()).path("error");
        assertEquals(List.of("message", "type", "param", "code"), fieldNames(error), () -> "error object in " + body);
        return error;
    }

    private static List<String> fieldNames(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("not JSON: " + json, broken);
        }
    }
}
