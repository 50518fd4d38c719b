package poegateway.dialect.messages.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Tool;
import poegateway.conversation.ToolChoice;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads the tools of a request, and which of them must be called. Tools that Anthropic runs, or knows the form of, are kept apart. */
final class MessagesToolReader {
    /** Before the names of those. */
    static final String HOSTED = "tools.";

    private final List<Tool> tools = new ArrayList<>();
    private final Map<String, JsonSlice> hosted = new LinkedHashMap<>();
    private @Nullable ToolChoice choice;
    private @Nullable Boolean parallel;

    private MessagesToolReader() {}

    static MessagesToolReader of(@Nullable JsonSlice list, @Nullable JsonSlice choice) {
        MessagesToolReader reader = new MessagesToolReader();
        if (list != null) {
            reader.list(list);
        }
        if (choice != null && !choice.isNull()) {
            reader.choose(choice);
        }
        return reader;
    }

    List<Tool> tools() {
        return tools;
    }

    /** What only Anthropic knows, by names that say so. */
    Map<String, JsonSlice> hosted() {
        return hosted;
    }

    Optional<ToolChoice> choice() {
        return Optional.ofNullable(choice);
    }

    Optional<Boolean> parallel() {
        return Optional.ofNullable(parallel);
    }

    private void list(JsonSlice list) {
        if (!list.isArray()) {
            throw JsonRequest.wrong("tools", "a list of tools");
        }
        int number = 0;
        for (JsonSlice tool : JsonMembers.elements(list)) {
            String place = "tools[" + number + "]";
            if (!tool.isObject()) {
                throw JsonRequest.wrong(place, "an object");
            }
            tool(tool, place);
            number++;
        }
    }

    private void tool(JsonSlice whole, String place) {
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        members.values().removeIf(JsonSlice::isNull);
        JsonSlice type = members.remove("type");
        if (type != null && !type.isString()) {
            throw JsonRequest.wrong(place + ".type", "a string");
        }
        String kind = type == null ? "custom" : type.text().decoded();
        if (!kind.equals("custom")) {
            String name = HOSTED + kind;
            hosted.put(hosted.containsKey(name) ? name + "_" + hosted.size() : name, whole);
            return;
        }
        JsonSlice name = members.remove("name");
        if (name == null || !name.isString()) {
            throw JsonRequest.missing(place + ".name");
        }
        JsonSlice schema = members.get("input_schema");
        if (schema != null && schema.isObject()) {
            members.remove("input_schema");
        }
        JsonSlice description = members.get("description");
        if (description != null && description.isString()) {
            members.remove("description");
        }
        tools.add(new Tool.Function(
                name.text(),
                Optional.ofNullable(description)
                        .filter(JsonSlice::isString)
                        .map(JsonSlice::text)
                        .filter(text -> !text.isEmpty()),
                Optional.ofNullable(schema).filter(JsonSlice::isObject),
                new Extras(Dialect.MESSAGES, members)));
    }

    /** A choice that leaves everything open says nothing where there are no tools. */
    private void choose(JsonSlice given) {
        if (!given.isObject()) {
            throw JsonRequest.wrong("tool_choice", "an object");
        }
        Map<String, JsonSlice> members = JsonMembers.of(given);
        String type = members.getOrDefault("type", JsonSlice.NULL).toString();
        ToolChoice read = switch (type) {
            case "\"auto\"" -> new ToolChoice.Auto();
            case "\"any\"" -> new ToolChoice.Required();
            case "\"none\"" -> new ToolChoice.None();
            case "\"tool\"" -> new ToolChoice.Named(name(members.get("name")));
            default -> throw JsonRequest.wrong("tool_choice.type", "auto, any, tool or none");
        };
        boolean isOpen = read instanceof ToolChoice.Auto || read instanceof ToolChoice.None;
        if (tools.isEmpty() && isOpen && hosted.isEmpty()) {
            return;
        }
        choice = read;
        JsonSlice single = members.get("disable_parallel_tool_use");
        if (single != null && !single.isNull()) {
            parallel = switch (single.toString()) {
                case "true" -> false;
                case "false" -> true;
                default -> throw JsonRequest.wrong("tool_choice.disable_parallel_tool_use", "true or false");
            };
        }
    }

    private static JsonText name(@Nullable JsonSlice name) {
        if (name == null || !name.isString()) {
            throw JsonRequest.missing("tool_choice.name");
        }
        return name.text();
    }
}
