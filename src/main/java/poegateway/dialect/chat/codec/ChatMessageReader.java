package poegateway.dialect.chat.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads the messages of a chat completions request. */
final class ChatMessageReader {
    static final Extras NONE = Extras.none(Dialect.CHAT);

    private final JsonCursor cursor;
    private final OlderCalls older = new OlderCalls();

    ChatMessageReader(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /** The cursor stands on what should be their list, and is left on its closing bracket. */
    List<Message> messages() throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            throw JsonRequest.wrong("messages", "a list of messages");
        }
        List<Message> messages = new ArrayList<>();
        while (cursor.need() != JsonToken.END_ARRAY) {
            String place = "messages[" + messages.size() + "]";
            if (cursor.current() != JsonToken.START_OBJECT) {
                throw JsonRequest.wrong(place, "an object");
            }
            messages.add(message(JsonMembers.of(cursor), place));
        }
        return messages;
    }

    private Message message(Map<String, JsonSlice> members, String place) {
        Role role = role(members.remove("role"), place);
        Map<String, JsonSlice> extras = new LinkedHashMap<>();
        List<Part> parts = new ArrayList<>();
        JsonSlice content = members.remove("content");
        Optional<JsonText> name = text(members, "name");
        readThoughts(members, parts);
        boolean bareText = content != null && content.isString();
        readContent(content, parts, extras, place);
        JsonSlice refusal = members.get("refusal");
        if (refusal != null && refusal.isString()) {
            members.remove("refusal");
            parts.add(new Part.Refusal(refusal.text(), new Extras(Dialect.CHAT, Map.of("refusal", JsonSlice.NULL))));
        }
        readCalls(members.remove("tool_calls"), parts, place);
        older.call(members.remove("function_call"), place).ifPresent(parts::add);
        if (role == Role.TOOL) {
            boolean isOlder = name.isPresent() && !members.containsKey("tool_call_id");
            JsonText id = isOlder ? older.answered(name.get()) : resultId(members, place);
            parts = List.of(new Part.Result(id, parts, false, NONE));
        }
        extras.putAll(members);
        return new Message(role, parts, bareText, name, new Extras(Dialect.CHAT, extras));
    }

    private static Role role(@Nullable JsonSlice role, String place) {
        String word = role != null && role.isString() ? role.text().decoded() : "";
        return switch (word) {
            case "system", "developer" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "tool", "function" -> Role.TOOL;
            default -> throw JsonRequest.wrong(place + ".role", "system, developer, user, assistant or tool");
        };
    }

    private static Optional<JsonText> text(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.get(name);
        if (value == null || !value.isString()) {
            return Optional.empty();
        }
        members.remove(name);
        return Optional.of(value.text());
    }

    private static void readThoughts(Map<String, JsonSlice> members, List<Part> parts) {
        JsonSlice thoughts = members.get("reasoning_content");
        if (thoughts != null && thoughts.isString()) {
            members.remove("reasoning_content");
            parts.add(new Part.Thinking(thoughts.text(), Optional.empty(), NONE));
        }
    }

    private static void readContent(
            @Nullable JsonSlice content, List<Part> parts, Map<String, JsonSlice> extras, String place) {
        if (content == null) {
            return;
        }
        if (content.isNull()) {
            extras.put("content", content);
        } else if (content.isString()) {
            parts.add(new Part.Words(content.text(), NONE));
        } else if (content.isArray()) {
            extras.put("content", JsonSlice.of("[]"));
            parts.addAll(ChatPartReader.parts(content, place + ".content"));
        } else {
            throw JsonRequest.wrong(place + ".content", "a string or a list of parts");
        }
    }

    private static void readCalls(@Nullable JsonSlice calls, List<Part> parts, String place) {
        if (calls != null && !calls.isNull()) {
            if (!calls.isArray()) {
                throw JsonRequest.wrong(place + ".tool_calls", "a list of calls");
            }
            parts.addAll(ChatPartReader.calls(calls, place + ".tool_calls"));
        }
    }

    private static JsonText resultId(Map<String, JsonSlice> members, String place) {
        return text(members, "tool_call_id").orElseThrow(() -> JsonRequest.missing(place + ".tool_call_id"));
    }
}
