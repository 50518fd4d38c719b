package poegateway.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Headers;
import poegateway.core.failure.Failure;
import poegateway.front.Surface;
import poegateway.simulator.chat.ChatScripts;
import poegateway.simulator.script.Script;

/** Chat completions; their errors are those of all answers that no dialect gives. */
public final class ChatDialect implements TestDialect {
    public static final ChatDialect CHAT = new ChatDialect();
    /** The data of the last event. */
    public static final String DONE = "[DONE]";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ERROR_KEYS = List.of("message", "type", "param", "code");

    private ChatDialect() {}

    /** The data of an event. */
    public static String chunk(String delta, String finish) {
        return "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{"
                + "\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}";
    }

    /** An event. */
    public static String frame(String data) {
        return "data: " + data + "\n\n";
    }

    /** Poe's error, as the data of an event or as a body. */
    public static String poeError(int status, String type) {
        return "{\"error\":{\"message\":\"It went wrong.\",\"type\":\"" + type + "\",\"code\":" + status + "}}";
    }

    @Override
    public List<Surface.Factory> surfaces() {
        return List.of();
    }

    @Override
    public boolean simulated() {
        return true;
    }

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public String pathAtPoe() {
        return "/v1/chat/completions";
    }

    @Override
    public String body(String model, boolean stream, String question) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + question + "\"}]}";
    }

    @Override
    public Headers key(String key) {
        return Headers.of("authorization", "Bearer " + key);
    }

    @Override
    public Script whole(String text) {
        return ChatScripts.chat(text);
    }

    @Override
    public List<String> events(String... pieces) {
        List<String> events = new ArrayList<>();
        for (String piece : pieces) {
            String role = events.isEmpty() ? "\"role\":\"assistant\"," : "";
            events.add(frame(chunk("{" + role + "\"content\":\"" + piece + "\"}", "null")));
        }
        return events;
    }

    @Override
    public String end() {
        return frame(chunk("{}", "\"stop\"")) + frame(DONE);
    }

    @Override
    public String endMark() {
        return DONE;
    }

    @Override
    public String failing(int status, String type) {
        return frame(poeError(status, type));
    }

    @Override
    public List<String> pieces(Reply reply) {
        return reply.events().stream()
                .filter(event -> !event.equals(DONE))
                .map(event -> read(event).at("/choices/0/delta/content").asText(""))
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    @Override
    public String wholeText(Reply reply) {
        return reply.json().at("/choices/0/message/content").asText();
    }

    @Override
    public boolean ended(Reply reply) {
        return isStream(reply)
                ? reply.events().getLast().equals(DONE)
                : reply.json().has("choices");
    }

    @Override
    public boolean showsEnd(Reply reply) {
        return reply.events().contains(DONE) || reply.body().contains("\"finish_reason\":\"");
    }

    @Override
    public SpokenError error(Reply reply) {
        JsonNode error = errorObject(reply);
        return new SpokenError(
                error.path("type").asText(),
                error.path("code").asText(),
                error.path("message").asText());
    }

    @Override
    public String kind(Failure.Kind kind) {
        return switch (kind) {
            case FORBIDDEN -> "permission_error";
            case RATE_LIMITED -> "rate_limit_error";
            case OUT_OF_POINTS -> "insufficient_quota";
            case TIMEOUT, OVERLOADED, UPSTREAM, BUG -> "server_error";
            default -> "invalid_request_error";
        };
    }

    @Override
    public long errors(Reply reply) {
        return reply.events().stream()
                .filter(event -> event.startsWith("{\"error\""))
                .count();
    }

    /** The error object of an answer, or of the last event of a stream. */
    static JsonNode errorObject(Reply reply) {
        String json = CHAT.isStream(reply) ? reply.events().getLast() : reply.body();
        JsonNode error = read(json).path("error");
        List<String> keys = new ArrayList<>();
        error.fieldNames().forEachRemaining(keys::add);
        assertEquals(ERROR_KEYS, keys, () -> "error object in " + json);
        return error;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("not JSON: " + json, broken);
        }
    }

    @Override
    public String toString() {
        return "chat";
    }
}
