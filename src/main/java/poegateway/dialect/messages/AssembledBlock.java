package poegateway.dialect.messages;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import poegateway.dialect.messages.event.CallInput;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** One block of a content, put together from the event that begins it and those that add to it. */
final class AssembledBlock {
    private final Map<String, JsonSlice> begun = new LinkedHashMap<>();
    private final Map<String, ByteArrayOutputStream> texts = new LinkedHashMap<>();
    private final ByteArrayOutputStream input = new ByteArrayOutputStream(0);
    private final List<JsonSlice> citations = new ArrayList<>();

    AssembledBlock(Map<String, JsonSlice> begun) {
        begun.forEach((name, value) -> this.begun.put(name, value.detached()));
    }

    void add(Map<String, JsonSlice> delta) {
        delta.forEach((name, value) -> {
            switch (name) {
                case "type" -> {}
                case "partial_json" -> append(input, value);
                case "citation" -> citations.add(value.detached());
                default -> {
                    if (value.isString()) {
                        append(texts.computeIfAbsent(name, this::whatItBeganWith), value);
                    } else {
                        begun.put(name, value.detached());
                    }
                }
            }
        });
    }

    private ByteArrayOutputStream whatItBeganWith(String name) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        append(text, begun.getOrDefault(name, JsonSlice.NULL));
        begun.putIfAbsent(name, JsonSlice.NULL);
        return text;
    }

    private static void append(ByteArrayOutputStream to, JsonSlice value) {
        if (value.isString()) {
            JsonText text = value.text();
            to.write(text.source(), text.from(), text.length());
        }
    }

    void write(JsonWriter json) {
        if (!citations.isEmpty()) {
            begun.putIfAbsent("citations", JsonSlice.NULL);
        }
        json.beginObject();
        begun.forEach(member(json));
        json.endObject();
    }

    private BiConsumer<String, JsonSlice> member(JsonWriter json) {
        return (name, value) -> {
            json.name(JsonText.of(name));
            if (texts.containsKey(name)) {
                byte[] text = texts.get(name).toByteArray();
                json.value(new JsonText(text, 0, text.length));
            } else if (name.equals("input") && input.size() > 0) {
                byte[] text = input.toByteArray();
                json.value(CallInput.object(new JsonText(text, 0, text.length)));
            } else if (name.equals("citations") && !citations.isEmpty()) {
                json.beginArray();
                if (value.isArray()) {
                    JsonMembers.elements(value).forEach(json::value);
                }
                citations.forEach(json::value);
                json.endArray();
            } else {
                json.value(value);
            }
        };
    }
}
