package poegateway.dialect.bot.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads the messages of a query. Calls join the words that the same bot said right before them. */
final class QueryMessageReader {
    private static final String PARAMETERS = "parameters";
    private static final String MESSAGE_TYPE = "message_type";

    private final List<Message> messages = new ArrayList<>();
    /** Names of tools by the ids of their calls. */
    private final Map<String, String> tools = new HashMap<>();

    private @Nullable JsonSlice parametersOfUser;
    private @Nullable JsonSlice parametersOfOthers;

    /** Takes the list of messages. */
    void query(JsonSlice list) {
        int number = 0;
        for (JsonSlice each : JsonMembers.elements(list)) {
            String place = "query[" + number + "]";
            message(QueryToolReader.object(each, place), place);
            number++;
        }
    }

    /**
     * All messages; calls and results that stood beside the query come last.
     *
     * @param calls null when there are none
     * @param results likewise
     */
    List<Message> messages(@Nullable JsonSlice calls, @Nullable JsonSlice results) {
        if (calls != null) {
            called(QueryToolReader.calls(JsonMembers.elements(calls), "tool_calls"), Map.of());
        }
        if (results != null) {
            given(QueryToolReader.results(JsonMembers.elements(results), "tool_results", tools), Map.of());
        }
        JsonSlice read = parametersOfUser == null ? parametersOfOthers : parametersOfUser;
        return messages.stream()
                .map(message -> withoutParameters(message, read))
                .toList();
    }

    /** Options that are read stand on no message; those of other messages stay there. */
    private static Message withoutParameters(Message message, @Nullable JsonSlice read) {
        if (read == null
                || message.extras().find(PARAMETERS).filter(read::equals).isEmpty()) {
            return message;
        }
        Map<String, JsonSlice> rest = new LinkedHashMap<>(message.extras().members());
        rest.remove(PARAMETERS);
        return new Message(
                message.role(), message.parts(), message.bareText(), message.name(), QueryMembers.extras(rest));
    }

    /** Options of the model's own: those of the user's last message, or of the last message of all when the user said none. */
    Map<String, JsonSlice> parameters() {
        JsonSlice object = parametersOfUser == null ? parametersOfOthers : parametersOfUser;
        return object == null ? Map.of() : JsonMembers.of(object);
    }

    private void message(Map<String, JsonSlice> members, String place) {
        String role = QueryToolReader.text(members, "role", place).decoded();
        JsonText content = QueryToolReader.text(members, "content", place);
        JsonSlice type = members.get(MESSAGE_TYPE);
        members.remove("role");
        members.remove("content");
        note(role, members.get(PARAMETERS), place);
        if (role.equals("tool")) {
            given(QueryToolReader.results(list(content, place), place + ".content", tools), members);
        } else if (type != null && type.isString() && type.text().is("function_call")) {
            members.remove(MESSAGE_TYPE);
            called(QueryToolReader.calls(list(content, place), place + ".content"), members);
        } else {
            said(role(role, place), content, members, place);
        }
    }

    private static List<JsonSlice> list(JsonText content, String place) {
        return NestedJson.list(content)
                .orElseThrow(() -> JsonRequest.wrong(place + ".content", "a list in JSON, written as a string"));
    }

    private static Role role(String word, String place) {
        return switch (word) {
            case "system" -> Role.SYSTEM;
            case "user" -> Role.USER;
            case "bot" -> Role.ASSISTANT;
            default -> throw JsonRequest.wrong(place + ".role", "system, user, bot or tool");
        };
    }

    private void note(String role, @Nullable JsonSlice value, String place) {
        if (value != null && !value.isObject() && !value.isNull()) {
            throw JsonRequest.wrong(place + "." + PARAMETERS, "an object");
        }
        boolean isOfUser = role.equals("user");
        JsonSlice object = value == null || value.isNull() ? null : value;
        if (isOfUser) {
            parametersOfUser = object == null ? JsonSlice.of("{}") : object;
        } else if (object != null) {
            parametersOfOthers = object;
        }
    }

    private void said(Role role, JsonText content, Map<String, JsonSlice> members, String place) {
        List<Part> parts = new ArrayList<>();
        List<Part> media = attachments(members.remove("attachments"), place);
        if (!content.isEmpty() || media.isEmpty()) {
            parts.add(new Part.Words(content, QueryMembers.NONE));
        }
        parts.addAll(media);
        messages.add(new Message(role, parts, true, Optional.empty(), QueryMembers.extras(members)));
    }

    private static List<Part> attachments(@Nullable JsonSlice list, String place) {
        if (list == null || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw JsonRequest.wrong(place + ".attachments", "a list of attachments");
        }
        return AttachmentReader.read(JsonMembers.elements(list), place + ".attachments");
    }

    private void called(List<Part> calls, Map<String, JsonSlice> members) {
        List<Part> parts = new ArrayList<>();
        Map<String, JsonSlice> extras = new LinkedHashMap<>();
        if (!messages.isEmpty() && isBotsWords(messages.getLast())) {
            Message words = messages.removeLast();
            parts.addAll(words.parts());
            extras.putAll(words.extras().members());
        }
        parts.addAll(calls);
        for (Part part : calls) {
            if (part instanceof Part.Call call) {
                tools.put(call.call().id().decoded(), call.call().name().decoded());
            }
        }
        extras.putAll(members);
        messages.add(new Message(Role.ASSISTANT, parts, true, Optional.empty(), QueryMembers.extras(extras)));
    }

    private static boolean isBotsWords(Message message) {
        return message.role() == Role.ASSISTANT && message.parts().stream().noneMatch(Part.Call.class::isInstance);
    }

    private void given(List<Part> results, Map<String, JsonSlice> members) {
        messages.add(new Message(Role.TOOL, results, true, Optional.empty(), QueryMembers.extras(members)));
    }
}
