package poegateway.dialect.chat.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;
import poegateway.wire.json.JsonWriter;

/** Writes calls of tools in the form in which their caller knows them. */
final class CallWriter {
    private static final Set<String> MARKS = Set.of(CallPiece.CUSTOM, CallPiece.OLDER);

    private final JsonWriter json;
    private final boolean olderForm;

    /** @param olderForm whether the caller offered {@code functions} */
    CallWriter(JsonWriter json, boolean olderForm) {
        this.json = json;
        this.olderForm = olderForm;
    }

    /** Whether a call goes into {@code function_call}. */
    boolean isOlder(Map<String, JsonSlice> extras) {
        return olderForm || extras.containsKey(CallPiece.OLDER);
    }

    /** The inside of a call of {@code tool_calls}, behind its index if it has one. */
    void call(JsonText id, JsonText name, JsonText arguments, Map<String, JsonSlice> extras) {
        boolean custom = extras.containsKey(CallPiece.CUSTOM);
        json.name("id").value(id).name("type").word(custom ? "custom" : "function");
        json.name(custom ? "custom" : "function");
        function(name, arguments, custom ? "input" : "arguments", extras);
        Nested.beside("function.", without(extras), json);
    }

    /** The value of {@code function_call}. */
    void older(JsonText name, JsonText arguments, Map<String, JsonSlice> extras) {
        function(name, arguments, "arguments", extras);
    }

    /** The value of {@code function_call}, or the inside of a call of {@code tool_calls}, that brings more arguments. */
    void more(JsonText delta, boolean custom) {
        json.beginObject().name(custom ? "input" : "arguments").value(delta).endObject();
    }

    private void function(JsonText name, JsonText arguments, String argumentsName, Map<String, JsonSlice> extras) {
        json.beginObject().name("name").value(name).name(argumentsName).value(arguments);
        Nested.inside("function.", extras, json);
        json.endObject();
    }

    private static Map<String, JsonSlice> without(Map<String, JsonSlice> extras) {
        if (extras.keySet().stream().noneMatch(MARKS::contains)) {
            return extras;
        }
        Map<String, JsonSlice> rest = new LinkedHashMap<>(extras);
        rest.keySet().removeAll(MARKS);
        return rest;
    }
}
