package poegateway.translated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import poegateway.rig.Reply;

/** What a caller reads out of an answer, of whatever surface. */
record MatrixAnswer(int status, String body, MatrixSurface surface) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static MatrixAnswer of(Reply reply, MatrixSurface surface) {
        return new MatrixAnswer(reply.status(), reply.body(), surface);
    }

    /** The name of what was refused, empty where the answer is no refusal by name. */
    String refusedName() {
        String message = surface.errorMessage(body);
        boolean named = status == 400 && message.contains("cannot be expressed in ");
        return named ? message.substring(0, message.indexOf(" cannot be expressed in ")) : "";
    }

    /** Whether Poe says that the model has no such ability. */
    boolean isRefusedByModel() {
        return status == 400 && surface.errorMessage(body).contains("does not support");
    }

    /** Whether Poe says that there is no such model. */
    boolean hasNoSuchModel() {
        return surface.errorMessage(body).contains("Poe has no model '");
    }

    boolean ended() {
        return status == 200 && surface.ended(body);
    }

    boolean saysHello() {
        return says("hello");
    }

    boolean says(String words) {
        return ended() && surface.text(body).contains(words);
    }

    /** Whether the words are a JSON object and nothing else. */
    boolean isJsonObject() {
        return ended()
                && surface.text(body).startsWith("{")
                && json(surface.text(body)).isObject();
    }

    boolean callsWeather() {
        return calls("weather");
    }

    boolean calls(String tool) {
        return ended() && body.replace(" ", "").contains("\"name\":\"" + tool + "\"");
    }

    /** Whether the break shows: an error and no regular end, or a status that says so. */
    boolean isCut() {
        return !ended() && !surface.errorMessage(body).isEmpty();
    }

    /** Data of the events of a stream that hold an object. */
    static List<JsonNode> events(String body) {
        List<JsonNode> events = new ArrayList<>();
        for (String line : body.split("\n")) {
            if (line.startsWith("data: {")) {
                events.add(json(line.substring("data: ".length())));
            }
        }
        return events;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
