package poegateway.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import org.jspecify.annotations.Nullable;

/** Turns what the parser complains about into a {@link JsonFault}, in our words: Jackson's may quote the text. */
final class JsonFaults {
    private static final int QUOTED_KEY_CHARACTERS = 64;

    private JsonFaults() {}

    static JsonFault at(JsonParser parser, JsonFault.Kind kind, String what) {
        return fault(kind, what, parser.currentTokenLocation(), parser);
    }

    static JsonFault of(JsonParser parser, Exception thrown) {
        JsonLocation location = thrown instanceof JacksonException jackson ? jackson.getLocation() : null;
        JsonLocation place = location == null ? parser.currentLocation() : location;
        if (thrown instanceof StreamConstraintsException limit) {
            return limit(limit, parser, place);
        }
        if (!(thrown instanceof JacksonException jackson)) {
            return fault(JsonFault.Kind.TOO_MANY_KEYS, "too many keys collide", place, parser);
        }
        if (jackson.getOriginalMessage().startsWith("Non-standard token")) {
            return fault(JsonFault.Kind.NUMBER, "NaN and Infinity are not JSON", place, parser);
        }
        String what = jackson instanceof JsonEOFException ? "the text ends too early" : expected(parser);
        return fault(JsonFault.Kind.MALFORMED, what, place, parser);
    }

    private static JsonFault limit(StreamConstraintsException thrown, JsonParser parser, JsonLocation place) {
        if (parser.getParsingContext().getNestingDepth() > Json.NESTING_LIMIT) {
            String what = "nested deeper than " + Json.NESTING_LIMIT + " levels";
            return fault(JsonFault.Kind.TOO_DEEP, what, place, parser);
        }
        if (thrown.getOriginalMessage().startsWith("Name length")) {
            String what = "a key has more than " + Json.NAME_LENGTH_LIMIT + " characters";
            return fault(JsonFault.Kind.MALFORMED, what, place, parser);
        }
        String what = "a number has more than " + Json.NUMBER_LENGTH_LIMIT + " digits";
        return fault(JsonFault.Kind.NUMBER, what, place, parser);
    }

    private static String expected(JsonParser parser) {
        JsonStreamContext context = parser.getParsingContext();
        if (context.inObject()) {
            return "expected a quoted key, a colon, a value, a comma or '}' here, and no raw control character";
        }
        if (context.inArray()) {
            return "expected a value, a comma or ']' here, and no raw control character";
        }
        return "expected one JSON value here";
    }

    private static JsonFault fault(JsonFault.Kind kind, String what, JsonLocation location, JsonParser parser) {
        String place = "line " + location.getLineNr() + ", column " + location.getColumnNr() + " (byte "
                + location.getByteOffset() + ")";
        return new JsonFault(kind, what, place, path(parser.getParsingContext()));
    }

    private static String path(@Nullable JsonStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String parent = path(context.getParent());
        if (context.inArray()) {
            return parent + "[" + Math.max(0, context.getCurrentIndex()) + "]";
        }
        String name = context.getCurrentName();
        if (name == null) {
            return parent;
        }
        String clipped = name.length() > QUOTED_KEY_CHARACTERS ? name.substring(0, QUOTED_KEY_CHARACTERS) + "…" : name;
        return parent.isEmpty() ? clipped : parent + "." + clipped;
    }
}
