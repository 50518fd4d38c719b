package poegateway.dialect.chat.codec;

import com.fasterxml.jackson.core.JsonToken;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonFault;
import poegateway.wire.JsonMembers;
import poegateway.wire.JsonSlice;
import poegateway.wire.JsonText;

/**
 * One piece of a tool call in a chunk, or a whole call.
 *
 * @param index by which pieces of one call belong together
 * @param id empty where the piece has none
 * @param name empty likewise
 * @param extras what else stands in it; {@code function.} stands before names inside the function
 */
record CallPiece(int index, JsonText id, JsonText name, JsonText arguments, Extras extras) {
    /** The piece at hand; the cursor is left on its closing brace. */
    static CallPiece read(JsonCursor cursor) throws JsonFault {
        int index = 0;
        JsonText id = JsonText.EMPTY;
        JsonText name = JsonText.EMPTY;
        JsonText arguments = JsonText.EMPTY;
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
                name = text(function.remove("name"));
                arguments = text(function.remove("arguments"));
                for (Map.Entry<String, JsonSlice> more : function.entrySet()) {
                    extras = with(extras, "function." + more.getKey(), more.getValue());
                }
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

    private static JsonText text(@Nullable JsonSlice value) {
        return value == null || !value.isString() ? JsonText.EMPTY : value.text();
    }
}
