package poegateway.dialect.messages;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import poegateway.dialect.messages.event.CallInput;
import poegateway.dialect.messages.event.MessagesEvent;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes the events of a stream that ends in a given message. Blocks that nobody knows begin as they are, and get no more. */
final class MessageEvents {
    private static final JsonSlice EMPTY_TEXT = JsonSlice.of("\"\"");
    private static final JsonSlice EMPTY_OBJECT = JsonSlice.of("{}");
    private static final JsonSlice EMPTY_LIST = JsonSlice.of("[]");
    private static final JsonSlice NO_USAGE = JsonSlice.of("{\"input_tokens\":0,\"output_tokens\":0}");
    private static final Set<String> AT_THE_END = Set.of("stop_reason", "stop_sequence");

    private final JsonWriter json = new JsonWriter();

    private MessageEvents() {}

    /** The events. */
    static byte[] of(byte[] message) {
        MessageEvents events = new MessageEvents();
        events.write(JsonMembers.of(new JsonSlice(message, 0, message.length)));
        return events.json.written().toByteArray();
    }

    private void write(Map<String, JsonSlice> message) {
        JsonSlice usage = message.getOrDefault("usage", NO_USAGE);
        MessagesEvent.MESSAGE_START.begin(json).name("message").beginObject();
        message.forEach((name, value) -> {
            json.name(JsonText.of(name));
            if (name.equals("content")) {
                json.value(EMPTY_LIST);
            } else if (AT_THE_END.contains(name)) {
                json.nullValue();
            } else {
                json.value(value);
            }
        });
        json.endObject();
        MessagesEvent.end(json);
        int index = 0;
        for (JsonSlice block : JsonMembers.elements(message.getOrDefault("content", EMPTY_LIST))) {
            block(index, block);
            index++;
        }
        MessagesEvent.MESSAGE_DELTA.begin(json).name("delta").beginObject();
        for (String name : new String[] {"stop_reason", "stop_sequence"}) {
            json.name(name).value(message.getOrDefault(name, JsonSlice.NULL));
        }
        json.endObject().name("usage").value(usage);
        MessagesEvent.end(json);
        MessagesEvent.MESSAGE_STOP.begin(json);
        MessagesEvent.end(json);
    }

    private void block(int index, JsonSlice block) {
        Map<String, JsonSlice> members = block.isObject() ? JsonMembers.of(block) : Map.of();
        String type = members.getOrDefault("type", JsonSlice.NULL).toString();
        Map<String, JsonSlice> begun = new LinkedHashMap<>(members);
        boolean isText = type.equals("\"text\"");
        boolean isThinking = type.equals("\"thinking\"");
        boolean isCall = members.getOrDefault("input", JsonSlice.NULL).isObject();
        if (isText) {
            begun.put("text", EMPTY_TEXT);
            begun.replace("citations", EMPTY_LIST);
        } else if (isThinking) {
            begun.put("thinking", EMPTY_TEXT);
            begun.replace("signature", EMPTY_TEXT);
        } else if (isCall) {
            begun.put("input", EMPTY_OBJECT);
        }
        MessagesEvent.BLOCK_START
                .begin(json)
                .name("index")
                .value(index)
                .name("content_block")
                .beginObject();
        begun.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        json.endObject();
        MessagesEvent.end(json);
        if (isText) {
            delta(index, "text_delta", "text", members.getOrDefault("text", EMPTY_TEXT));
            citations(index, members.getOrDefault("citations", EMPTY_LIST));
        } else if (isThinking) {
            delta(index, "thinking_delta", "thinking", members.getOrDefault("thinking", EMPTY_TEXT));
            delta(index, "signature_delta", "signature", members.getOrDefault("signature", EMPTY_TEXT));
        } else if (isCall) {
            delta(index, "input_json_delta", "partial_json", nested(members.getOrDefault("input", EMPTY_OBJECT)));
        }
        MessagesEvent.BLOCK_STOP.begin(json).name("index").value(index);
        MessagesEvent.end(json);
    }

    private void citations(int index, JsonSlice citations) {
        if (citations.isArray()) {
            JsonMembers.elements(citations).forEach(citation -> delta(index, "citations_delta", "citation", citation));
        }
    }

    private void delta(int index, String type, String name, JsonSlice value) {
        if (value.equals(EMPTY_TEXT)) {
            return;
        }
        MessagesEvent.BLOCK_DELTA
                .begin(json)
                .name("index")
                .value(index)
                .name("delta")
                .beginObject();
        json.name("type").word(type).name(name).value(value).endObject();
        MessagesEvent.end(json);
    }

    private static JsonSlice nested(JsonSlice object) {
        byte[] quoted = new JsonWriter().value(CallInput.text(object)).written().toByteArray();
        return new JsonSlice(quoted, 0, quoted.length);
    }
}
