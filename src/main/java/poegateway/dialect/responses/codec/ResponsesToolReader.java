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
import poegateway.conversation.Tool;
import poegateway.conversation.ToolChoice;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Reads the tools of a request, and which of them must be called. Groups of functions become functions, free text becomes an argument;
 * tools that run elsewhere are left out, and noted by their kind.
 */
final class ResponsesToolReader {
    /** What other dialects are without a word. */
    private static final JsonSlice NOT_STRICT = JsonSlice.of("false");

    private static final JsonSlice NOTHING = JsonSlice.NULL;

    private final List<Tool> tools = new ArrayList<>();
    private final ToolNames names = new ToolNames();
    private final Map<String, JsonSlice> leftOut = new LinkedHashMap<>();

    /** Reads the list of tools. */
    static ResponsesToolReader of(@Nullable JsonSlice list) {
        ResponsesToolReader reader = new ResponsesToolReader();
        if (list == null || list.isNull()) {
            return reader;
        }
        if (!list.isArray()) {
            throw JsonRequest.wrong("tools", "a list of tools");
        }
        int number = 0;
        for (JsonSlice tool : JsonMembers.elements(list)) {
            reader.tool("", tool, "tools[" + number + "]");
            number++;
        }
        return reader;
    }

    List<Tool> tools() {
        return tools;
    }

    ToolNames names() {
        return names;
    }

    /** What was left out, by names that say so. */
    Map<String, JsonSlice> leftOut() {
        return leftOut;
    }

    private void tool(String namespace, JsonSlice whole, String place) {
        if (!whole.isObject()) {
            throw JsonRequest.wrong(place, "an object");
        }
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        String kind = word(members.remove("type"));
        switch (kind) {
            case "function", "" -> function(namespace, members, place);
            case "custom" -> custom(namespace, members, place);
            case "namespace" -> namespace(members, place);
            default -> leftOut.putIfAbsent("tools." + kind, whole);
        }
    }

    private void function(String namespace, Map<String, JsonSlice> members, String place) {
        JsonSlice nested = members.get("function");
        if (nested != null && nested.isObject() && !members.containsKey("name")) {
            function(namespace, JsonMembers.of(nested), place + ".function");
            return;
        }
        String name = name(members, place);
        Optional<JsonText> description = text(members.remove("description"));
        Optional<JsonSlice> schema =
                Optional.ofNullable(members.get("parameters")).filter(JsonSlice::isObject);
        schema.ifPresent(known -> members.remove("parameters"));
        members.values().removeIf(JsonSlice::isNull);
        members.remove("strict", NOT_STRICT);
        names.add(namespace, name, false);
        tools.add(new Tool.Function(
                JsonText.of(ToolNames.flat(namespace, name)),
                description,
                schema,
                new Extras(Dialect.RESPONSES, members)));
    }

    private void custom(String namespace, Map<String, JsonSlice> members, String place) {
        String name = name(members, place);
        names.add(namespace, name, true);
        tools.add(CustomTools.function(
                JsonText.of(ToolNames.flat(namespace, name)), text(members.get("description")), members.get("format")));
    }

    private void namespace(Map<String, JsonSlice> members, String place) {
        String name = name(members, place);
        JsonSlice inside = members.getOrDefault("tools", NOTHING);
        if (!inside.isArray()) {
            throw JsonRequest.wrong(place + ".tools", "a list of tools");
        }
        if (text(members.get("description")).isPresent()) {
            leftOut.putIfAbsent("tools.namespace.description", members.getOrDefault("description", NOTHING));
        }
        int number = 0;
        for (JsonSlice tool : JsonMembers.elements(inside)) {
            tool(name, tool, place + ".tools[" + number + "]");
            number++;
        }
    }

    private static String name(Map<String, JsonSlice> members, String place) {
        JsonSlice name = members.remove("name");
        if (name == null || !name.isString()) {
            throw JsonRequest.missing(place + ".name");
        }
        return name.text().decoded();
    }

    /** The choice; absent where it is left open, or says nothing without tools. Choosing among some takes the others away. */
    Optional<ToolChoice> choice(@Nullable JsonSlice choice) {
        if (choice == null || choice.isNull()) {
            return Optional.empty();
        }
        ToolChoice read = choice.isString() ? named(choice.text().decoded()) : object(choice);
        boolean saysNothing = tools.isEmpty() && (read instanceof ToolChoice.Auto || read instanceof ToolChoice.None);
        return saysNothing ? Optional.empty() : Optional.of(read);
    }

    private static ToolChoice named(String word) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default -> throw JsonRequest.wrong("tool_choice", "none, auto, required, or an object");
        };
    }

    private ToolChoice object(JsonSlice choice) {
        if (!choice.isObject()) {
            throw JsonRequest.wrong("tool_choice", "none, auto, required, or an object");
        }
        Map<String, JsonSlice> members = JsonMembers.of(choice);
        return switch (word(members.get("type"))) {
            case "function", "custom" -> new ToolChoice.Named(JsonText.of(chosen(members)));
            case "allowed_tools" -> allowed(members);
            default -> new ToolChoice.Foreign(Dialect.RESPONSES, choice);
        };
    }

    private ToolChoice allowed(Map<String, JsonSlice> members) {
        Set<String> allowed = new HashSet<>();
        JsonSlice list = members.getOrDefault("tools", NOTHING);
        if (!list.isArray()) {
            throw JsonRequest.wrong("tool_choice.tools", "a list of tools");
        }
        for (JsonSlice tool : JsonMembers.elements(list)) {
            if (tool.isObject()) {
                allowed.add(chosen(JsonMembers.of(tool)));
            }
        }
        tools.removeIf(tool -> tool instanceof Tool.Function function
                && !allowed.contains(function.name().decoded()));
        boolean required = word(members.get("mode")).equals("required");
        return required ? new ToolChoice.Required() : new ToolChoice.Auto();
    }

    private static String chosen(Map<String, JsonSlice> members) {
        return ToolNames.flat(word(members.get("namespace")), word(members.get("name")));
    }

    private static Optional<JsonText> text(@Nullable JsonSlice value) {
        return value != null && value.isString() ? Optional.of(value.text()) : Optional.empty();
    }

    private static String word(@Nullable JsonSlice value) {
        return value != null && value.isString() ? value.text().decoded() : "";
    }
}
