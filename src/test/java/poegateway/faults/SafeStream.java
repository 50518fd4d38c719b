package poegateway.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The grammar of a complete stream that no client stumbles over. */
final class SafeStream {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FINISHES =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");

    private final String name;
    private final Set<Integer> callsBegun = new HashSet<>();
    private boolean roleSeen;
    private boolean finished;

    private SafeStream(String name) {
        this.name = name;
    }

    /** Fails when the stream breaks a rule; {@code usageWanted} when the caller asked for usage. */
    static void check(String name, String body, boolean usageWanted) {
        assertTrue(body.endsWith("data: [DONE]\n\n"), () -> name + " ends in " + body);
        assertFalse(body.contains("\r") || body.contains("\ufeff"), () -> name + ": " + body);
        List<String> frames = Stream.of(body.split("\n\n")).toList();
        SafeStream stream = new SafeStream(name);
        frames.subList(0, frames.size() - 1).forEach(frame -> stream.frame(frame, usageWanted));
        assertTrue(stream.roleSeen, () -> name + " has no role");
        assertTrue(stream.finished, () -> name + " has no finish reason");
    }

    private void frame(String frame, boolean usageWanted) {
        assertTrue(frame.startsWith("data: {"), () -> name + ": " + frame);
        assertFalse(frame.contains("\n"), () -> name + ": " + frame);
        JsonNode chunk = read(frame.substring("data: ".length()));
        assertFalse(chunk.has("error"), () -> name + ": " + frame);
        for (String field : List.of("id", "object", "created", "model", "choices")) {
            assertTrue(chunk.has(field), () -> name + " lacks " + field + ": " + frame);
        }
        JsonNode choices = chunk.path("choices");
        boolean usage =
                !chunk.path("usage").isMissingNode() && !chunk.path("usage").isNull();
        assertFalse(usage && !usageWanted, () -> name + " has usage that nobody asked for: " + frame);
        choices.forEach(choice -> choice(choice, frame));
    }

    private void choice(JsonNode choice, String frame) {
        assertTrue(choice.path("index").isInt(), () -> name + ": " + frame);
        JsonNode delta = choice.path("delta");
        assertTrue(delta.isObject(), () -> name + ": " + frame);
        assertTrue(
                roleSeen || delta.path("role").asText().equals("assistant"),
                () -> name + " begins without role: " + frame);
        roleSeen = true;
        delta.path("tool_calls").forEach(call -> call(call, frame));
        JsonNode finish = choice.path("finish_reason");
        assertTrue(finish.isNull() || FINISHES.contains(finish.asText()), () -> name + ": " + frame);
        if (!finish.isNull()) {
            assertFalse(finished, () -> name + " finishes twice: " + frame);
            finished = true;
            assertEquals(callsBegun.isEmpty(), !finish.asText().equals("tool_calls"), () -> name + ": " + frame);
        }
    }

    /** Index always; id, type and name in the first delta of a call and in no other. */
    private void call(JsonNode call, String frame) {
        assertTrue(call.path("index").isInt(), () -> name + ": " + frame);
        boolean first = callsBegun.add(call.path("index").asInt());
        assertEquals(first, call.has("id"), () -> name + ": " + frame);
        assertEquals(first, call.path("function").has("name"), () -> name + ": " + frame);
        assertNotNull(call.path("function").path("arguments").textValue(), () -> name + ": " + frame);
    }

    private JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new AssertionError(name + " is no JSON: " + json, broken);
        }
    }
}
