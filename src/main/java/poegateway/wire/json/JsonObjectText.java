package poegateway.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import java.util.function.Supplier;

/** A text that must be one JSON object and nothing else, walked over once. */
public final class JsonObjectText {
    private JsonObjectText() {}

    /** What is made of the object. */
    @FunctionalInterface
    public interface Walk<T> {
        /**
         * Reads the object. The cursor stands on the opening brace, and must be left on the closing one.
         *
         * @return decides on what was seen; asked once, when all of the text is known to be JSON
         */
        Supplier<T> read(JsonCursor cursor) throws JsonFault;
    }

    /**
     * Walks over the text.
     *
     * @throws JsonFault when it is no JSON, goes over a limit, or is no object
     */
    public static <T> T read(byte[] text, Walk<T> walk) throws JsonFault {
        JsonCursor cursor = new JsonCursor(text);
        if (cursor.need() != JsonToken.START_OBJECT) {
            throw cursor.fault(JsonFault.Kind.NO_OBJECT, "expected one JSON object");
        }
        Supplier<T> seen = walk.read(cursor);
        cursor.finish();
        return seen.get();
    }
}
