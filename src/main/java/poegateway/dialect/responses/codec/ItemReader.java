package poegateway.dialect.responses.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Role;
import poegateway.conversation.ToolCall;
import poegateway.core.failure.FailureException;
import poegateway.dialect.codec.Dropped;
import poegateway.dialect.codec.SignedText;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Reads the items of an input into messages. Thoughts, words and calls of a model that follow each other are one message, since other
 * dialects have them in one.
 */
final class ItemReader {
    private static final Extras NONE = Extras.none(Dialect.RESPONSES);
    private static final JsonText PARAGRAPH = JsonText.of("\n\n");

    /** Items that tell what a tool of OpenAI's did; whoever reads the words after them misses nothing. */
    private static final Set<String> RECORDS = Set.of(
            "web_search_call",
            "file_search_call",
            "code_interpreter_call",
            "image_generation_call",
            "mcp_list_tools",
            "tool_search_call",
            "tool_search_output");

    private final List<Message> messages = new ArrayList<>();
    private final List<Part> said = new ArrayList<>();
    private final Map<String, JsonSlice> saidExtras = new LinkedHashMap<>();
    private final Set<String> called = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final boolean goesOn;
    private boolean bareText;

    private ItemReader(boolean goesOn) {
        this.goesOn = goesOn;
    }

    /**
     * The messages of an input, which is one text or a list.
     *
     * @param leftOver gets what belongs to no message
     * @param goesOn whether outputs may come without their calls
     */
    static List<Message> messages(JsonSlice input, Map<String, JsonSlice> leftOver, boolean goesOn) {
        if (input.isString()) {
            return List.of(
                    new Message(Role.USER, List.of(new Part.Words(input.text(), NONE)), true, Optional.empty(), NONE));
        }
        if (!input.isArray()) {
            throw JsonRequest.wrong("input", "a text or a list of items");
        }
        ItemReader reader = new ItemReader(goesOn);
        int number = 0;
        for (JsonSlice item : JsonMembers.elements(input)) {
            String place = "input[" + number + "]";
            if (!item.isObject()) {
                throw JsonRequest.wrong(place, "an object");
            }
            reader.item(item, place);
            number++;
        }
        reader.endOfTurn();
        reader.checkPairs();
        reader.saidExtras.forEach((name, value) -> leftOver.put("input." + name, value));
        return reader.messages;
    }

    private void item(JsonSlice whole, String place) {
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        members.values().removeIf(JsonSlice::isNull);
        String type = word(members.remove("type"));
        switch (type) {
            case "message", "" -> message(members, place);
            case "reasoning" -> reasoning(members, place);
            case "function_call" -> functionCall(members, place);
            case "custom_tool_call" -> customCall(members, place);
            case "function_call_output", "custom_tool_call_output" -> output(members, place);
            default -> other(type, whole, place);
        }
    }

    private void other(String type, JsonSlice whole, String place) {
        if (!RECORDS.contains(type)) {
            throw Dropped.refused(
                    "an item of the kind " + ContentReader.named(type) + " (" + place + ")", ContentReader.OTHERS);
        }
        saidExtras.putIfAbsent(type, whole);
    }

    private void message(Map<String, JsonSlice> members, String place) {
        Role role = role(members.remove("role"), place);
        JsonSlice content = members.remove("content");
        List<Part> parts = ContentReader.parts(content, place + ".content");
        boolean isText = content != null && content.isString();
        if (role == Role.ASSISTANT) {
            bareText = said.isEmpty() && isText;
            said.addAll(parts);
            members.forEach(saidExtras::putIfAbsent);
            return;
        }
        endOfTurn();
        messages.add(new Message(role, parts, isText, Optional.empty(), new Extras(Dialect.RESPONSES, members)));
    }

    private static Role role(@Nullable JsonSlice role, String place) {
        return switch (word(role)) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system", "developer" -> Role.SYSTEM;
            default -> throw JsonRequest.wrong(place + ".role", "user, assistant, system or developer");
        };
    }

    /** What stands in its summary and in its content, one after the other. */
    private void reasoning(Map<String, JsonSlice> members, String place) {
        JsonText text = NestedText.joined();
        for (String name : List.of("summary", "content")) {
            JsonSlice list = members.remove(name);
            if (list != null && !list.isArray()) {
                throw JsonRequest.wrong(place + "." + name, "a list of texts");
            }
            for (JsonSlice each : list == null ? List.<JsonSlice>of() : JsonMembers.elements(list)) {
                JsonSlice words =
                        each.isObject() ? JsonMembers.of(each).getOrDefault("text", JsonSlice.NULL) : JsonSlice.NULL;
                if (words.isString()) {
                    text = text.isEmpty() ? words.text() : NestedText.joined(text, PARAGRAPH, words.text());
                }
            }
        }
        JsonSlice encrypted = members.remove("encrypted_content");
        Part.Thinking thinking = SignedText.thinking(
                text, encrypted == null || !encrypted.isString() ? null : encrypted.text(), Dialect.RESPONSES);
        members.remove("id");
        members.remove("status");
        members.forEach(saidExtras::putIfAbsent);
        if (!text.isEmpty() || thinking.signature().isPresent()) {
            said.add(thinking);
        }
    }

    private void functionCall(Map<String, JsonSlice> members, String place) {
        call(members, place, needed(members, "arguments", place));
    }

    private void customCall(Map<String, JsonSlice> members, String place) {
        call(members, place, CustomTools.arguments(needed(members, "input", place)));
    }

    private void call(Map<String, JsonSlice> members, String place, JsonText arguments) {
        JsonText id = needed(members, "call_id", place);
        JsonText name = needed(members, "name", place);
        String namespace = word(members.remove("namespace"));
        JsonText flat = namespace.isEmpty() ? name : JsonText.of(ToolNames.flat(namespace, name.decoded()));
        called.add(id.decoded());
        members.remove("id");
        members.remove("status");
        said.add(new Part.Call(new ToolCall(id, flat, arguments, new Extras(Dialect.RESPONSES, members))));
    }

    private void output(Map<String, JsonSlice> members, String place) {
        JsonText id = needed(members, "call_id", place);
        JsonSlice output = members.remove("output");
        List<Part> content = ContentReader.parts(output, place + ".output");
        if (!goesOn && !called.contains(id.decoded())) {
            throw unpaired("No tool call found for the output of '" + shown(id) + "'.", place + ".call_id");
        }
        answered.add(id.decoded());
        members.remove("id");
        members.remove("status");
        endOfTurn();
        messages.add(new Message(
                Role.TOOL,
                List.of(new Part.Result(id, content, false, NONE)),
                output != null && output.isString(),
                Optional.empty(),
                new Extras(Dialect.RESPONSES, members)));
    }

    /** What the model said so far becomes a message; what a tool of OpenAI's did before it is noted there. */
    private void endOfTurn() {
        if (!said.isEmpty()) {
            saidExtras.remove("id");
            saidExtras.remove("status");
            messages.add(new Message(
                    Role.ASSISTANT, said, bareText, Optional.empty(), new Extras(Dialect.RESPONSES, saidExtras)));
            said.clear();
            saidExtras.clear();
        }
        bareText = false;
    }

    private void checkPairs() {
        for (String id : called) {
            if (!answered.contains(id)) {
                throw unpaired("No tool output found for the call '" + shown(JsonText.of(id)) + "'.", "input");
            }
        }
    }

    private static FailureException unpaired(String message, String param) {
        return JsonRequest.refusal("invalid_value", message + " Send each call together with its output.", param);
    }

    private static String shown(JsonText id) {
        String text = id.decoded();
        return text.substring(0, Math.min(text.length(), 64)).replaceAll("[^\\x21-\\x7e]", "?");
    }

    private static JsonText needed(Map<String, JsonSlice> members, String name, String place) {
        JsonSlice value = members.remove(name);
        if (value == null) {
            throw JsonRequest.missing(place + "." + name);
        }
        if (!value.isString()) {
            throw JsonRequest.wrong(place + "." + name, "a text");
        }
        return value.text();
    }

    private static String word(@Nullable JsonSlice value) {
        return value != null && value.isString() ? value.text().decoded() : "";
    }
}
