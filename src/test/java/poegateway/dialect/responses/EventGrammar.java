package poegateway.dialect.responses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that a stream is one of responses: names, numbers, the order of events, and that what is done is what was said. */
public final class EventGrammar {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> LAST = Set.of("response.completed", "response.incomplete", "response.failed");

    private final List<JsonNode> events = new ArrayList<>();
    private final Map<Integer, Item> open = new HashMap<>();
    private final Map<Integer, JsonNode> done = new HashMap<>();
    private final StringBuilder id = new StringBuilder();

    private EventGrammar() {}

    private static final class Item {
        private final String id;
        private final Map<String, StringBuilder> texts = new HashMap<>();
        private final Map<String, JsonNode> parts = new HashMap<>();

        Item(String id) {
            this.id = id;
        }
    }

    /** The data of all events of a stream. */
    public static List<JsonNode> checked(String stream) throws IOException {
        EventGrammar grammar = new EventGrammar();
        assertTrue(stream.endsWith("\n\n"), stream);
        for (String frame : stream.split("\n\n")) {
            String[] lines = frame.split("\n");
            assertEquals(2, lines.length, frame);
            assertTrue(lines[0].startsWith("event: ") && lines[1].startsWith("data: {"), frame);
            JsonNode data = MAPPER.readTree(lines[1].substring("data: ".length()));
            assertEquals(
                    lines[0].substring("event: ".length()), data.path("type").asText());
            grammar.take(data);
        }
        String last = grammar.events.getLast().path("type").asText();
        assertTrue(LAST.contains(last), last);
        if (!last.equals("response.failed")) {
            assertEquals(Map.of(), grammar.open);
            grammar.checkOutput();
        }
        return grammar.events;
    }

    private void take(JsonNode event) {
        String type = event.path("type").asText();
        assertFalse(
                !events.isEmpty() && LAST.contains(events.getLast().path("type").asText()), "after the end: " + type);
        assertEquals(events.size(), event.path("sequence_number").asInt(-1), type);
        if (events.isEmpty()) {
            assertEquals("response.created", type);
        } else if (events.size() == 1) {
            assertEquals("response.in_progress", type);
        }
        events.add(event);
        if (event.has("response")) {
            response(event.path("response"));
        } else if (type.equals("response.output_item.added")) {
            added(event);
        } else if (type.equals("response.output_item.done")) {
            doneItem(event);
        } else {
            within(type, event);
        }
    }

    private void response(JsonNode response) {
        for (String name : List.of(
                "id",
                "object",
                "created_at",
                "model",
                "output",
                "error",
                "incomplete_details",
                "instructions",
                "metadata",
                "parallel_tool_calls",
                "temperature",
                "tool_choice",
                "tools",
                "top_p")) {
            assertTrue(response.has(name), "a response without " + name);
        }
        assertEquals("response", response.path("object").asText());
        if (id.isEmpty()) {
            id.append(response.path("id").asText());
        }
        assertEquals(id.toString(), response.path("id").asText());
    }

    private void added(JsonNode event) {
        int index = event.path("output_index").asInt(-1);
        assertEquals(open.size() + done.size(), index, "items are numbered in the order in which they begin");
        open.put(index, new Item(event.at("/item/id").asText()));
    }

    private void doneItem(JsonNode event) {
        int index = event.path("output_index").asInt(-1);
        Item item = open.remove(index);
        assertNotNull(item, "done before it was added");
        JsonNode whole = event.path("item");
        assertEquals(item.id, whole.path("id").asText());
        item.parts.forEach((name, part) -> {
            String[] place = name.split(" ");
            assertEquals(part, whole.path(place[0]).path(Integer.parseInt(place[1])));
        });
        for (String name : List.of("arguments", "input")) {
            StringBuilder text = item.texts.get(name);
            if (text != null) {
                assertEquals(text.toString(), whole.path(name).asText());
            }
        }
        done.put(index, whole);
    }

    private void within(String type, JsonNode event) {
        Item item = open.get(event.path("output_index").asInt(-1));
        assertNotNull(item, type + " of no item that is open");
        assertEquals(item.id, event.path("item_id").asText());
        String place = place(event);
        if (type.endsWith("_part.added")) {
            assertFalse(item.texts.containsKey(place), "a part twice");
            item.texts.put(place, new StringBuilder());
        } else if (type.endsWith(".delta")) {
            text(item, type, place).append(event.path("delta").asText());
        } else if (type.endsWith("_part.done")) {
            item.parts.put(place, event.path("part"));
        } else if (type.endsWith(".done")) {
            String text = text(item, type, place).toString();
            for (String name : List.of("text", "refusal", "arguments", "input")) {
                if (event.has(name)) {
                    assertEquals(text, event.path(name).asText());
                }
            }
        }
    }

    private static StringBuilder text(Item item, String type, String place) {
        if (type.contains("function_call_arguments")) {
            return item.texts.computeIfAbsent("arguments", name -> new StringBuilder());
        }
        if (type.contains("custom_tool_call_input")) {
            return item.texts.computeIfAbsent("input", name -> new StringBuilder());
        }
        @Nullable StringBuilder text = item.texts.get(place);
        assertNotNull(text, type + " of no part that is open");
        return text;
    }

    private static String place(JsonNode event) {
        return event.has("summary_index")
                ? "summary " + event.path("summary_index").asInt()
                : "content " + event.path("content_index").asInt();
    }

    private void checkOutput() {
        JsonNode output = events.getLast().path("response").path("output");
        assertEquals(done.size(), output.size());
        done.forEach((index, item) -> assertEquals(item, output.path(index)));
    }
}
