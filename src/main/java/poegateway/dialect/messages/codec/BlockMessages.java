package poegateway.dialect.messages.codec;

import java.util.ArrayList;
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
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;

/** Reads the messages of a request. Results of tools, which stand in messages of the user, become messages of their own. */
final class BlockMessages {
    private BlockMessages() {}

    static List<Message> read(@Nullable JsonSlice list) {
        if (list == null) {
            throw JsonRequest.missing("messages");
        }
        if (!list.isArray()) {
            throw JsonRequest.wrong("messages", "a list of messages");
        }
        List<Message> messages = new ArrayList<>();
        int number = 0;
        for (JsonSlice each : JsonMembers.elements(list)) {
            String place = "messages[" + number + "]";
            if (!each.isObject()) {
                throw JsonRequest.wrong(place, "an object");
            }
            message(JsonMembers.of(each), place, messages);
            number++;
        }
        return messages;
    }

    private static void message(Map<String, JsonSlice> members, String place, List<Message> into) {
        JsonSlice word = members.remove("role");
        Role role = role(word, place);
        JsonSlice content = members.remove("content");
        if (content == null) {
            throw JsonRequest.missing(place + ".content");
        }
        members.values().removeIf(JsonSlice::isNull);
        Extras extras = new Extras(Dialect.MESSAGES, members);
        if (content.isString()) {
            Part words = new Part.Words(content.text(), BlockReader.NONE);
            into.add(new Message(role, List.of(words), true, Optional.empty(), extras));
            return;
        }
        List<Part> results = new ArrayList<>();
        List<Part> rest = new ArrayList<>();
        for (Part part : BlockReader.parts(content, place + ".content")) {
            (part instanceof Part.Result ? results : rest).add(part);
        }
        if (!results.isEmpty()) {
            into.add(new Message(
                    Role.TOOL, results, false, Optional.empty(), rest.isEmpty() ? extras : BlockReader.NONE));
        }
        if (!rest.isEmpty() || results.isEmpty()) {
            into.add(new Message(role, rest, false, Optional.empty(), extras));
        }
    }

    /** Newer clients give rules in the middle of a conversation too. */
    private static Role role(@Nullable JsonSlice role, String place) {
        return switch (role != null && role.isString() ? role.text().decoded() : "") {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> throw JsonRequest.wrong(place + ".role", "user, assistant or system");
        };
    }
}
