package poegateway.dialect.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order of events that Anthropic documents, and what its libraries make of them. */
public final class MessageGrammar {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<JsonNode> events = new ArrayList<>();
    private final Map<Integer, StringBuilder> inputs = new HashMap<>();
    private ObjectNode message = MAPPER.createObjectNode();
    private int open = -1;

    private MessageGrammar() {}

    /** The events of a whole stream, each proven to be in its place. */
    public static List<JsonNode> checked(String stream) {
        MessageGrammar grammar = new MessageGrammar();
        grammar.read(stream);
        return grammar.events;
    }

    /** The message that Anthropic's libraries put together of a whole stream. */
    public static JsonNode message(String stream) {
        MessageGrammar grammar = new MessageGrammar();
        grammar.read(stream);
        return grammar.message;
    }

    private void read(String stream) {
        assertTrue(stream.endsWith("\n\n"), "the last event is whole");
        for (String frame : stream.split("\n\n")) {
            if (frame.startsWith(":")) {
                continue;
            }
            String[] lines = frame.split("\n");
            assertEquals(2, lines.length, frame);
            JsonNode data = json(lines[1].substring("data: ".length()));
            assertEquals("event: " + data.path("type").asText(), lines[0]);
            take(data);
        }
        assertEquals("message_stop", events.getLast().path("type").asText());
    }

    private void take(JsonNode data) {
        String type = data.path("type").asText();
        if (type.equals("ping")) {
            return;
        }
        assertEquals(events.isEmpty(), type.equals("message_start"), stream(data));
        switch (type) {
            case "message_start" -> message = start(data);
            case "content_block_start" -> begin(data);
            case "content_block_delta" -> add(data);
            case "content_block_stop" -> stop(data);
            case "message_delta" -> {
                assertEquals(-1, open, "a block is open");
                assertTrue(data.at("/delta/stop_reason").isTextual(), stream(data));
                assertTrue(data.at("/usage/output_tokens").isInt(), stream(data));
                message.setAll((ObjectNode) data.path("delta"));
                ((ObjectNode) message.path("usage")).setAll((ObjectNode) data.path("usage"));
            }
            case "message_stop" ->
                assertEquals("message_delta", events.getLast().path("type").asText());
            default -> throw new AssertionError("unknown " + type);
        }
        events.add(data);
    }

    private static ObjectNode start(JsonNode data) {
        ObjectNode begun = data.path("message").deepCopy();
        assertEquals("message", begun.path("type").asText());
        assertEquals("assistant", begun.path("role").asText());
        assertEquals(0, begun.path("content").size());
        assertTrue(begun.path("id").isTextual() && begun.path("model").isTextual(), begun.toString());
        assertTrue(
                begun.path("stop_reason").isNull()
                        && begun.path("stop_sequence").isNull(),
                begun.toString());
        assertTrue(begun.at("/usage/input_tokens").isInt(), begun.toString());
        return begun;
    }

    private void begin(JsonNode data) {
        assertEquals(-1, open, "another block is open");
        ArrayNode content = (ArrayNode) message.path("content");
        open = data.path("index").asInt(-1);
        assertEquals(content.size(), open);
        JsonNode block = data.path("content_block");
        switch (block.path("type").asText()) {
            case "text" -> assertEquals("", block.path("text").asText("missing"));
            case "thinking" -> {
                assertEquals("", block.path("thinking").asText("missing"));
                assertEquals("", block.path("signature").asText("missing"));
            }
            case "tool_use" -> {
                assertTrue(block.path("id").asText().matches("[A-Za-z0-9_-]+"), block.toString());
                assertTrue(block.path("input").isObject(), block.toString());
            }
            default -> {}
        }
        content.add(block.deepCopy());
    }

    private void add(JsonNode data) {
        assertEquals(open, data.path("index").asInt(-1), stream(data));
        ObjectNode block = (ObjectNode) message.path("content").path(open);
        JsonNode delta = data.path("delta");
        String kind = block.path("type").asText();
        switch (delta.path("type").asText()) {
            case "text_delta" -> append("text", "text", block, delta);
            case "thinking_delta" -> append("thinking", "thinking", block, delta);
            case "signature_delta" -> append("thinking", "signature", block, delta);
            case "citations_delta" -> block.withArray("citations").add(delta.path("citation"));
            case "input_json_delta" -> {
                assertTrue(kind.endsWith("tool_use"), kind);
                inputs.computeIfAbsent(open, index -> new StringBuilder())
                        .append(delta.path("partial_json").asText());
            }
            default -> throw new AssertionError("unknown delta " + delta);
        }
    }

    private static void append(String kind, String name, ObjectNode block, JsonNode delta) {
        assertEquals(kind, block.path("type").asText());
        assertTrue(delta.path(name).isTextual(), delta.toString());
        block.put(name, block.path(name).asText() + delta.path(name).asText());
    }

    private void stop(JsonNode data) {
        assertEquals(open, data.path("index").asInt(-1), stream(data));
        StringBuilder input = inputs.remove(open);
        if (input != null && !input.isEmpty()) {
            ((ObjectNode) message.path("content").path(open)).set("input", input(input.toString()));
        }
        open = -1;
    }

    /** A model may write what is no JSON; that is for whoever runs the tool. */
    private static JsonNode input(String written) {
        try {
            return MAPPER.readTree(written);
        } catch (JsonProcessingException broken) {
            return MAPPER.getNodeFactory().textNode(written);
        }
    }

    private String stream(JsonNode data) {
        return events + " then " + data;
    }

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
