package poegateway.dialect.chat.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * One piece of a tool call in a chunk, or a whole call. A call of a custom tool has one text in place of arguments; it is marked
 * by {@link #CUSTOM}, and one in the older form by {@link #OLDER}.
 *
 * @param index by which pieces of one call belong together
 * @param id empty where the piece has none
 * @param name empty likewise
 * @param arguments absent where the piece says nothing of them
 * @param extras what else stands in it; {@code function.} stands before names inside the function
 */
record CallPiece(int index, JsonText id, JsonText name, Optional<JsonText> arguments, Extras extras) {
    /** The extra that marks a call of a custom tool. */
    static final String CUSTOM = "custom";

    /** The extra that marks a call that stands in {@code function_call}. */
    static final String OLDER = "function_call";

    /** The index of a call in the older form, of which there is one at most. */
    static final int OLDER_INDEX = -1;

    private static final JsonSlice MARK = JsonSlice.of("true");

    /** The piece of a call in the older form at hand, which is an object; the cursor is left on its closing brace. */
    static CallPiece readOlder(JsonCursor cursor) throws JsonFault {
        Map<String, JsonSlice> function = JsonMembers.of(cursor);
        Map<String, JsonSlice> extras = with(Map.of(), OLDER, MARK);
        JsonText name = text(function.remove("name")).orElse(JsonText.EMPTY);
        Optional<JsonText> arguments = text(function.remove("arguments"));
        nested(function, extras);
        return new CallPiece(OLDER_INDEX, JsonText.EMPTY, name, arguments, new Extras(Dialect.CHAT, extras));
    }

    /** The piece at hand; the cursor is left on its closing brace. */
    static CallPiece read(JsonCursor cursor) throws JsonFault {
        int index = 0;
        JsonText id = JsonText.EMPTY;
        JsonText name = JsonText.EMPTY;
        Optional<JsonText> arguments = Optional.empty();
        Map<String, JsonSlice> extras = Map.of();
        while (cursor.need() == JsonToken.FIELD_NAME) {
            String member = cursor.name();
            JsonToken value = cursor.need();
            if (member.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
                index = (int) cursor.number();
            } else if (member.equals("id") && value == JsonToken.VALUE_STRING) {
                id = cursor.rawText();
            } else if (member.equals("function") && value == JsonToken.START_OBJECT) {
                Map<String, JsonSlice> function = JsonMembers.of(cursor);
                name = text(function.remove("name")).orElse(JsonText.EMPTY);
                arguments = text(function.remove("arguments"));
                extras = nested(function, extras);
            } else if (member.equals("custom") && value == JsonToken.START_OBJECT) {
                Map<String, JsonSlice> custom = JsonMembers.of(cursor);
                name = text(custom.remove("name")).orElse(JsonText.EMPTY);
                arguments = text(custom.remove("input"));
                extras = nested(custom, with(extras, CUSTOM, MARK));
            } else if (member.equals("type")) {
                cursor.skip();
            } else {
                extras = with(extras, member, cursor.slice());
            }
        }
        return new CallPiece(index, id, name, arguments, new Extras(Dialect.CHAT, extras));
    }

    private static Map<String, JsonSlice> with(Map<String, JsonSlice> extras, String name, JsonSlice value) {
        Map<String, JsonSlice> all = extras.isEmpty() ? new LinkedHashMap<>() : extras;
        all.put(name, value);
        return all;
    }

    /** The same at another index. */
    CallPiece at(int other) {
        return new CallPiece(other, id, name, arguments, extras);
    }

    private static Map<String, JsonSlice> nested(Map<String, JsonSlice> function, Map<String, JsonSlice> extras) {
        Map<String, JsonSlice> all = extras;
        for (Map.Entry<String, JsonSlice> more : function.entrySet()) {
            all = with(all, "function." + more.getKey(), more.getValue());
        }
        return all;
    }

    private static Optional<JsonText> text(@Nullable JsonSlice value) {
        return value == null || !value.isString() ? Optional.empty() : Optional.of(value.text());
    }
}
