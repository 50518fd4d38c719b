package poegateway.dialect.responses.history;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Items of an answer as they are sent again. Poe keeps none, and looks up those that have an id of its own; so the ids of these go,
 * and thoughts without what the model encrypted of them, which say nothing to it.
 */
final class Replay {
    private static final Set<String> KNOWN_BY_CONTENT =
            Set.of("message", "reasoning", "function_call", "custom_tool_call");

    private Replay() {}

    /** The item; empty where it is not to be sent. The same item gives the same bytes. */
    static Optional<JsonSlice> of(JsonSlice item) {
        Map<String, JsonSlice> members = JsonMembers.of(item);
        String type = text(members, "type");
        if (type.equals("reasoning") && text(members, "encrypted_content").isEmpty()) {
            return Optional.empty();
        }
        if (!KNOWN_BY_CONTENT.contains(type)) {
            return Optional.of(item);
        }
        JsonWriter json = new JsonWriter();
        json.beginObject();
        members.forEach((name, value) -> {
            if (!name.equals("id") && !name.equals("status")) {
                json.name(JsonText.of(name)).value(value);
            }
        });
        byte[] bytes = json.endObject().written().toByteArray();
        return Optional.of(new JsonSlice(bytes, 0, bytes.length));
    }

    /** The string of that name; empty where there is none. */
    static String text(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.get(name);
        return value != null && value.isString() ? value.text().decoded() : "";
    }
}
