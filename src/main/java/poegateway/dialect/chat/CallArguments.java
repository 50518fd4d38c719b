package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import poegateway.wire.ByteRange;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/**
 * The arguments of a call, which clients expect as a string.
 *
 * @param text what they are as text; empty when they are null
 * @param at where their value stands
 * @param isString whether they are what clients expect
 */
record CallArguments(String text, ByteRange at, boolean isString) {
    static final CallArguments MISSING = new CallArguments("", ByteRange.NONE, true);

    /** The cursor must stand on the value, and is left on its last token. */
    static CallArguments read(JsonCursor cursor) throws JsonFault {
        int from = cursor.start();
        if (cursor.current() == JsonToken.VALUE_STRING) {
            return new CallArguments(cursor.text(), new ByteRange(from, cursor.end()), true);
        }
        boolean isNull = cursor.current() == JsonToken.VALUE_NULL;
        cursor.skip();
        int to = cursor.end();
        String text = isNull ? "" : new String(cursor.source(), from, to - from, StandardCharsets.UTF_8);
        return new CallArguments(text, new ByteRange(from, to), false);
    }

    /**
     * Reads those of a {@code function_call}, the older form of a tool call: a name and arguments, without an id. Sees to it
     * that they are a string. The cursor must stand on the opening brace, and is left on the closing one.
     *
     * @param whenNull what arguments become that are null
     */
    static CallArguments ofFunctionCall(JsonCursor cursor, String whenNull, JsonEdits.Builder edits) throws JsonFault {
        CallArguments arguments = MISSING;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String key = walk.next(); key != null; key = walk.next()) {
            if (key.equals("arguments")) {
                arguments = read(cursor);
                arguments.makeString(whenNull, edits);
            }
        }
        return arguments;
    }

    /** Makes them a string, if they are none. */
    void makeString(String whenNull, JsonEdits.Builder edits) {
        if (!isString) {
            replace(text.isEmpty() ? whenNull : text, edits);
        }
    }

    /** Puts a string in their place. */
    void replace(String with, JsonEdits.Builder edits) {
        edits.replace(at.from(), at.to(), Json.quoted(with).getBytes(StandardCharsets.UTF_8), EditIds.ARGUMENTS);
    }
}
