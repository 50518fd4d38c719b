package poegateway.dialect.chat.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Tool;
import poegateway.conversation.ToolChoice;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Reads the tools of a chat completions request, and which of them must be called. */
final class ChatToolReader {
    private ChatToolReader() {}

    /** The cursor stands on what should be their list, and is left on its closing bracket. */
    static List<Tool> tools(JsonCursor cursor) throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            throw JsonRequest.wrong("tools", "a list of tools");
        }
        List<Tool> tools = new ArrayList<>();
        while (cursor.need() != JsonToken.END_ARRAY) {
            if (cursor.current() != JsonToken.START_OBJECT) {
                throw JsonRequest.wrong("tools[" + tools.size() + "]", "an object");
            }
            tools.add(tool(cursor.slice()));
        }
        return tools;
    }

    /** The same of {@code functions}, the older form. */
    static List<Tool> functions(JsonCursor cursor) throws JsonFault {
        if (cursor.current() != JsonToken.START_ARRAY) {
            throw JsonRequest.wrong("functions", "a list of functions");
        }
        List<Tool> tools = new ArrayList<>();
        while (cursor.need() != JsonToken.END_ARRAY) {
            String place = "functions[" + tools.size() + "]";
            if (cursor.current() != JsonToken.START_OBJECT) {
                throw JsonRequest.wrong(place, "an object");
            }
            tools.add(
                    function(JsonMembers.of(cursor), Map.of()).orElseThrow(() -> JsonRequest.missing(place + ".name")));
        }
        return tools;
    }

    private static Tool tool(JsonSlice whole) {
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        JsonSlice type = members.remove("type");
        JsonSlice function = members.remove("function");
        if (type == null
                || !type.isString()
                || !type.text().is("function")
                || function == null
                || !function.isObject()) {
            return new Tool.Foreign(Dialect.CHAT, whole);
        }
        return function(JsonMembers.of(function), members).orElseGet(() -> new Tool.Foreign(Dialect.CHAT, whole));
    }

    /** Empty where it has no name. */
    private static Optional<Tool> function(Map<String, JsonSlice> inner, Map<String, JsonSlice> beside) {
        JsonSlice name = inner.remove("name");
        if (name == null || !name.isString()) {
            return Optional.empty();
        }
        Optional<JsonText> description = description(inner);
        Optional<JsonSlice> parameters = parameters(inner);
        Map<String, JsonSlice> extras = new LinkedHashMap<>(beside);
        inner.forEach((key, value) -> extras.put("function." + key, value));
        return Optional.of(new Tool.Function(name.text(), description, parameters, new Extras(Dialect.CHAT, extras)));
    }

    private static Optional<JsonText> description(Map<String, JsonSlice> function) {
        JsonSlice value = function.get("description");
        if (value == null || !value.isString()) {
            return Optional.empty();
        }
        function.remove("description");
        return Optional.of(value.text());
    }

    private static Optional<JsonSlice> parameters(Map<String, JsonSlice> function) {
        JsonSlice value = function.get("parameters");
        if (value == null || !value.isObject()) {
            return Optional.empty();
        }
        function.remove("parameters");
        return Optional.of(value);
    }

    /** The choice at hand; the cursor is left on its last token. */
    static ToolChoice choice(JsonCursor cursor) throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_STRING) {
            return word(cursor.text());
        }
        JsonSlice whole = cursor.slice();
        if (!whole.isObject()) {
            throw wrongChoice();
        }
        Map<String, JsonSlice> members = JsonMembers.of(whole);
        JsonSlice type = members.getOrDefault("type", JsonSlice.NULL);
        JsonSlice function = members.getOrDefault("function", JsonSlice.NULL);
        if (type.isString() && type.text().is("function") && function.isObject()) {
            JsonSlice name = JsonMembers.of(function).getOrDefault("name", JsonSlice.NULL);
            if (name.isString()) {
                return new ToolChoice.Named(name.text());
            }
        }
        return new ToolChoice.Foreign(Dialect.CHAT, whole);
    }

    /** The same of {@code function_call}, the older form. */
    static ToolChoice olderChoice(JsonCursor cursor) throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_STRING) {
            return word(cursor.text());
        }
        JsonSlice whole = cursor.slice();
        JsonSlice name = whole.isObject() ? JsonMembers.of(whole).getOrDefault("name", JsonSlice.NULL) : JsonSlice.NULL;
        if (!name.isString()) {
            throw JsonRequest.wrong("function_call", "none, auto or the name of a function");
        }
        return new ToolChoice.Named(name.text());
    }

    private static ToolChoice word(String word) {
        return switch (word) {
            case "auto" -> new ToolChoice.Auto();
            case "none" -> new ToolChoice.None();
            case "required" -> new ToolChoice.Required();
            default -> throw wrongChoice();
        };
    }

    private static RuntimeException wrongChoice() {
        return JsonRequest.wrong("tool_choice", "none, auto, required or the name of a function");
    }
}
