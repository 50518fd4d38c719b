package poegateway.dialect.responses;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import poegateway.dialect.responses.event.EventWriter;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** The events of a response that came whole. Every text comes in one piece. */
public final class WholeToEvents {
    private static final JsonSlice EMPTY_TEXT = JsonSlice.of("\"\"");
    private static final JsonSlice EMPTY_LIST = JsonSlice.of("[]");
    private static final JsonSlice IN_PROGRESS = JsonSlice.of("\"in_progress\"");

    private final EventWriter events = new EventWriter();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private WholeToEvents() {}

    /** Those of a response that is known to be one. */
    public static byte[] of(JsonSlice response) {
        try {
            WholeToEvents written = new WholeToEvents();
            written.write(response);
            return written.out.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes all", impossible);
        }
    }

    private void write(JsonSlice response) throws IOException {
        Map<String, JsonSlice> members = JsonMembers.of(response);
        opening("response.created", members);
        opening("response.in_progress", members);
        List<JsonSlice> items = JsonMembers.elements(members.getOrDefault("output", EMPTY_LIST));
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isObject()) {
                item(items.get(i), i);
            }
        }
        boolean incomplete = word(members, "status").equals("incomplete");
        events.begin(incomplete ? "response.incomplete" : "response.completed")
                .name("response")
                .value(response);
        events.end(out);
    }

    private void opening(String type, Map<String, JsonSlice> members) throws IOException {
        JsonWriter json = events.begin(type).name("response").beginObject();
        members.forEach((name, value) -> {
            json.name(JsonText.of(name));
            switch (name) {
                case "status" -> json.value(IN_PROGRESS);
                case "output" -> json.value(EMPTY_LIST);
                case "usage", "completed_at", "incomplete_details" -> json.nullValue();
                default -> json.value(value);
            }
        });
        json.endObject();
        events.end(out);
    }

    private void item(JsonSlice item, int index) throws IOException {
        Map<String, JsonSlice> members = JsonMembers.of(item);
        added(members, index);
        String id = word(members, "id");
        switch (word(members, "type")) {
            case "message" -> parts(members, id, index);
            case "reasoning" -> thoughts(members, id, index);
            case "function_call" -> input("response.function_call_arguments", "arguments", members, id, index);
            case "custom_tool_call" -> input("response.custom_tool_call_input", "input", members, id, index);
            default -> {}
        }
        events.begin("response.output_item.done")
                .name("output_index")
                .value(index)
                .name("item")
                .value(item);
        events.end(out);
    }

    private void added(Map<String, JsonSlice> members, int index) throws IOException {
        JsonWriter json = events.begin("response.output_item.added")
                .name("output_index")
                .value(index)
                .name("item")
                .beginObject();
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(begun(name, value)));
        json.endObject();
        events.end(out);
    }

    private static JsonSlice begun(String name, JsonSlice value) {
        return switch (name) {
            case "status" -> IN_PROGRESS;
            case "content", "summary" -> value.isArray() ? EMPTY_LIST : value;
            case "arguments", "input" -> value.isString() ? EMPTY_TEXT : value;
            default -> value;
        };
    }

    private void parts(Map<String, JsonSlice> item, String id, int index) throws IOException {
        List<JsonSlice> parts = list(item, "content");
        for (int i = 0; i < parts.size(); i++) {
            Map<String, JsonSlice> members = JsonMembers.of(parts.get(i));
            boolean refusal = word(members, "type").equals("refusal");
            String text = refusal ? "refusal" : "text";
            place("response.content_part.added", id, index, "content_index", i);
            emptied(members, text);
            events.end(out);
            JsonSlice said = members.getOrDefault(text, EMPTY_TEXT);
            String type = refusal ? "response.refusal" : "response.output_text";
            place(type + ".delta", id, index, "content_index", i).name("delta").value(said);
            logprobs(refusal);
            place(type + ".done", id, index, "content_index", i).name(text).value(said);
            logprobs(refusal);
            place("response.content_part.done", id, index, "content_index", i)
                    .name("part")
                    .value(parts.get(i));
            events.end(out);
        }
    }

    private void logprobs(boolean refusal) throws IOException {
        if (!refusal) {
            events.json().name("logprobs").value(EMPTY_LIST);
        }
        events.end(out);
    }

    private void emptied(Map<String, JsonSlice> part, String text) {
        JsonWriter json = events.json().name("part").beginObject();
        part.forEach((name, value) -> {
            json.name(JsonText.of(name));
            json.value(name.equals(text) ? EMPTY_TEXT : value.isArray() ? EMPTY_LIST : value);
        });
        json.endObject();
    }

    private void thoughts(Map<String, JsonSlice> item, String id, int index) throws IOException {
        List<JsonSlice> parts = list(item, "summary");
        for (int i = 0; i < parts.size(); i++) {
            Map<String, JsonSlice> members = JsonMembers.of(parts.get(i));
            place("response.reasoning_summary_part.added", id, index, "summary_index", i);
            emptied(members, "text");
            events.end(out);
            JsonSlice said = members.getOrDefault("text", EMPTY_TEXT);
            place("response.reasoning_summary_text.delta", id, index, "summary_index", i)
                    .name("delta")
                    .value(said);
            events.end(out);
            place("response.reasoning_summary_text.done", id, index, "summary_index", i)
                    .name("text")
                    .value(said);
            events.end(out);
            place("response.reasoning_summary_part.done", id, index, "summary_index", i)
                    .name("part")
                    .value(parts.get(i));
            events.end(out);
        }
    }

    private void input(String type, String name, Map<String, JsonSlice> item, String id, int index) throws IOException {
        JsonSlice given = item.getOrDefault(name, EMPTY_TEXT);
        of(type + ".delta", id, index).name("delta").value(given);
        events.end(out);
        JsonWriter json = of(type + ".done", id, index);
        if (name.equals("arguments")) {
            json.name("name").value(item.getOrDefault("name", EMPTY_TEXT));
        }
        json.name(name).value(given);
        events.end(out);
    }

    private JsonWriter place(String type, String id, int index, String part, int number) {
        return of(type, id, index).name(part).value(number);
    }

    private JsonWriter of(String type, String id, int index) {
        return events.begin(type).name("item_id").value(id).name("output_index").value(index);
    }

    private static List<JsonSlice> list(Map<String, JsonSlice> item, String name) {
        JsonSlice value = item.getOrDefault(name, EMPTY_LIST);
        return value.isArray()
                ? JsonMembers.elements(value).stream()
                        .filter(JsonSlice::isObject)
                        .toList()
                : List.of();
    }

    private static String word(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.getOrDefault(name, EMPTY_TEXT);
        return value.isString() ? value.text().decoded() : "";
    }
}
