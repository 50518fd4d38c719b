package poegateway.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/**
 * Members of an answer that come in pieces, put together the way that clients of OpenAI's do it: lists go on, objects are joined
 * member by member, and of anything else the last value counts; null says nothing where something was said.
 */
final class JoinedMembers {
    private final Map<String, JsonSlice> members = new LinkedHashMap<>();

    void add(Map<String, JsonSlice> more) {
        more.forEach((name, value) -> members.merge(name, value.detached(), JoinedMembers::joined));
    }

    Map<String, JsonSlice> members() {
        return members;
    }

    private static JsonSlice joined(JsonSlice before, JsonSlice more) {
        if (more.isNull()) {
            return before;
        }
        if (before.isArray() && more.isArray()) {
            return list(before, more);
        }
        return before.isObject() && more.isObject() ? object(before, more) : more.detached();
    }

    private static JsonSlice list(JsonSlice before, JsonSlice more) {
        JsonWriter json = new JsonWriter().beginArray();
        JsonMembers.elements(before).forEach(json::value);
        JsonMembers.elements(more).forEach(json::value);
        return slice(json.endArray());
    }

    private static JsonSlice object(JsonSlice before, JsonSlice more) {
        Map<String, JsonSlice> all = JsonMembers.of(before);
        JsonMembers.of(more).forEach((name, value) -> all.merge(name, value, JoinedMembers::joined));
        JsonWriter json = new JsonWriter().beginObject();
        all.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        return slice(json.endObject());
    }

    private static JsonSlice slice(JsonWriter json) {
        byte[] bytes = json.written().toByteArray();
        return new JsonSlice(bytes, 0, bytes.length);
    }
}
