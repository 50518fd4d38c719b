package poegateway.dialect.bot.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import poegateway.conversation.Dialect;
import poegateway.conversation.Part;
import poegateway.conversation.Tool;
import poegateway.conversation.ToolCall;
import poegateway.dialect.request.JsonRequest;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Reads the tools of a query, and calls and results wherever they stand. */
final class QueryToolReader {
    private static final String REQUIRED = "required";

    private QueryToolReader() {}

    static List<Tool> tools(JsonSlice list) {
        List<Tool> tools = new ArrayList<>();
        for (JsonSlice each : JsonMembers.elements(list)) {
            tools.add(tool(each, "tools[" + tools.size() + "]"));
        }
        return tools;
    }

    private static Tool tool(JsonSlice whole, String place) {
        Map<String, JsonSlice> members = object(whole, place);
        JsonSlice type = members.getOrDefault("type", JsonSlice.NULL);
        if (type.isString() && !type.text().is("function")) {
            return new Tool.Foreign(Dialect.BOT, whole);
        }
        Map<String, JsonSlice> function = function(members, place);
        JsonText name = text(function, "name", place + ".function");
        JsonSlice description = function.remove("description");
        JsonSlice parameters = function.remove("parameters");
        function.remove("name");
        return new Tool.Function(
                name,
                Optional.ofNullable(description).filter(JsonSlice::isString).map(JsonSlice::text),
                Optional.ofNullable(parameters).filter(JsonSlice::isObject).map(QueryToolReader::schema),
                OwnMembers.of(members, function));
    }

    /** The protocol's own library writes null where no parameter is required, which no schema may have. */
    private static JsonSlice schema(JsonSlice parameters) {
        Map<String, JsonSlice> members = JsonMembers.of(parameters);
        JsonSlice required = members.get(REQUIRED);
        if (required == null || !required.isNull()) {
            return parameters;
        }
        members.remove(REQUIRED);
        JsonWriter json = new JsonWriter().beginObject();
        members.forEach((name, value) -> json.name(JsonText.of(name)).value(value));
        byte[] bytes = json.endObject().written().toByteArray();
        return new JsonSlice(bytes, 0, bytes.length);
    }

    /** Calls of functions. */
    static List<Part> calls(List<JsonSlice> list, String place) {
        List<Part> calls = new ArrayList<>();
        for (JsonSlice each : list) {
            String at = place + "[" + calls.size() + "]";
            Map<String, JsonSlice> members = object(each, at);
            Map<String, JsonSlice> function = function(members, at);
            JsonText id = text(members, "id", at);
            JsonText name = text(function, "name", at + ".function");
            JsonText arguments = text(function, "arguments", at + ".function");
            members.remove("id");
            function.keySet().removeAll(List.of("name", "arguments"));
            calls.add(new Part.Call(new ToolCall(id, name, arguments, OwnMembers.of(members, function))));
        }
        return calls;
    }

    /** The function of a tool or a call. What is left in the members stands beside it. */
    private static Map<String, JsonSlice> function(Map<String, JsonSlice> members, String place) {
        members.remove("type");
        JsonSlice function = members.remove("function");
        return object(function == null ? JsonSlice.NULL : function, place + ".function");
    }

    /**
     * What tools gave.
     *
     * @param tools names of the tools by the ids of their calls, which tell what the name of a result does
     */
    static List<Part> results(List<JsonSlice> list, String place, Map<String, String> tools) {
        List<Part> results = new ArrayList<>();
        for (JsonSlice each : list) {
            String at = place + "[" + results.size() + "]";
            Map<String, JsonSlice> members = object(each, at);
            JsonText id = text(members, "tool_call_id", at);
            JsonText content = text(members, "content", at);
            members.keySet().removeAll(List.of("role", "tool_call_id", "content"));
            String tool = tools.getOrDefault(id.decoded(), "");
            members.computeIfPresent(
                    "name", (key, name) -> name.isString() && name.text().is(tool) ? null : name);
            results.add(new Part.Result(
                    id, List.of(new Part.Words(content, QueryMembers.NONE)), false, QueryMembers.extras(members)));
        }
        return results;
    }

    /** The members of what must be an object, in a map of the caller's own. */
    static Map<String, JsonSlice> object(JsonSlice value, String place) {
        if (!value.isObject()) {
            throw JsonRequest.wrong(place, "an object");
        }
        return new LinkedHashMap<>(JsonMembers.of(value));
    }

    /** A member that must be a string. */
    static JsonText text(Map<String, JsonSlice> members, String name, String place) {
        JsonSlice value = members.get(name);
        if (value == null) {
            throw JsonRequest.missing(place + "." + name);
        }
        if (!value.isString()) {
            throw JsonRequest.wrong(place + "." + name, "a string");
        }
        return value.text();
    }
}
