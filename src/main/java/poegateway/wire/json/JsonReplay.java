package poegateway.wire.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a JSON text again with Jackson, to tell where a fault is and what was expected there, in our words: Jackson's may quote
 * the text. This is for texts that are refused; others are never read by it.
 */
final class JsonReplay {
    private static final int QUOTED_KEY_CHARACTERS = 64;

    private final byte[] source;
    private final int from;
    private final int to;

    /**
     * @param from offset of the text in the array
     * @param to offset after it
     */
    JsonReplay(byte[] source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** The first thing that makes the text no JSON, or goes over a limit. */
    JsonFault fault() {
        return fault(Integer.MAX_VALUE, JsonFault.Kind.MALFORMED, "expected one JSON value here");
    }

    /**
     * A fault at a token, unless the text has one before it.
     *
     * @param number of the token, from 1 on; one after the last is the end of the text
     * @param what is wrong, a sentence without its full stop
     */
    JsonFault fault(int number, JsonFault.Kind kind, String what) {
        try (JsonParser parser = Json.parser(LoneSurrogates.masked(source, from, to), from, to)) {
            return walked(parser, number, kind, what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonFault walked(JsonParser parser, int number, JsonFault.Kind kind, String what)
            throws IOException {
        try {
            for (int i = 0; i < number && parser.nextToken() != null; i++) {
                parser.finishToken();
            }
        } catch (JacksonException | IllegalStateException e) {
            return of(parser, e);
        }
        return at(parser, kind, what);
    }

    private static JsonFault at(JsonParser parser, JsonFault.Kind kind, String what) {
        return fault(kind, what, parser.currentTokenLocation(), parser);
    }

    private static JsonFault of(JsonParser parser, Exception thrown) {
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
