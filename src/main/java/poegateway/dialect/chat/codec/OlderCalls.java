package poegateway.dialect.chat.codec;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Part;
import poegateway.conversation.ToolCall;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * The calls of one conversation in the older form, {@code function_call}, which has no ids. They are numbered, so that a later
 * turn has the same ids, and a result belongs to the last call of its name.
 */
final class OlderCalls {
    private static final JsonText NO_ARGUMENTS = JsonText.of("{}");

    private final Map<String, JsonText> lastByName = new HashMap<>();
    private int count;

    /** The call of a message, if it has one. */
    Optional<Part> call(@Nullable JsonSlice call, String place) {
        if (call == null || call.isNull()) {
            return Optional.empty();
        }
        Map<String, JsonSlice> members = call.isObject() ? JsonMembers.of(call) : Map.of();
        JsonSlice name = members.getOrDefault("name", JsonSlice.NULL);
        JsonSlice arguments = members.getOrDefault("arguments", JsonSlice.NULL);
        if (!name.isString()) {
            throw JsonRequest.wrong(place + ".function_call", "an object with a name and arguments");
        }
        JsonText id = JsonText.of("call_" + ++count);
        lastByName.put(name.text().decoded(), id);
        JsonText given = arguments.isString() ? arguments.text() : NO_ARGUMENTS;
        return Optional.of(new Part.Call(new ToolCall(id, name.text(), given, others(members))));
    }

    /** What else the call has, as if it stood in a call of today. */
    private static Extras others(Map<String, JsonSlice> members) {
        Map<String, JsonSlice> others = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (!name.equals("name") && !name.equals("arguments")) {
                others.put("function." + name, value);
            }
        });
        return others.isEmpty() ? ChatMessageReader.NONE : new Extras(Dialect.CHAT, others);
    }

    /** The id of the call that a result of this name answers. */
    JsonText answered(JsonText name) {
        return lastByName.getOrDefault(name.decoded(), name);
    }
}
