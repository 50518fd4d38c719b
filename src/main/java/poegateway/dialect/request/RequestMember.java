package poegateway.dialect.request;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/**
 * One member of a request.
 *
 * @param walk the object in which it stands
 * @param number its number there
 * @param valueAt offset of its value
 * @param value what it holds, as far as the gateway must know
 */
public record RequestMember(String name, ObjectReader walk, int number, int valueAt, Value value) {
    /** Takes it out. */
    public void drop(String editId) {
        walk.drop(number, editId);
    }

    /** What a member holds. */
    public sealed interface Value {
        Value NULL = new Null();
        Value EMPTY_ARRAY = new EmptyArray();
        Value EMPTY_OBJECT = new EmptyObject();
        Value OTHER = new Other();

        /**
         * Reads the value at hand, and leaves the cursor on its last token. What strings, and arrays and objects with something
         * in them hold is not looked at: they are {@link Other}.
         */
        static Value read(JsonCursor cursor) throws JsonFault {
            return switch (cursor.current()) {
                case VALUE_NULL -> NULL;
                case VALUE_TRUE -> new Flag(true);
                case VALUE_FALSE -> new Flag(false);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeric(cursor.number());
                case START_ARRAY -> cursor.skipContent() ? OTHER : EMPTY_ARRAY;
                case START_OBJECT -> cursor.skipContent() ? OTHER : EMPTY_OBJECT;
                default -> OTHER;
            };
        }

        /** The same, but a string is {@link Text}. */
        static Value readText(JsonCursor cursor) throws JsonFault {
            return cursor.current() == JsonToken.VALUE_STRING
                    ? new Text(cursor.text(), new ByteRange(cursor.start(), cursor.end()))
                    : read(cursor);
        }
    }

    /** Counts as absent. */
    public record Null() implements Value {}

    public record EmptyArray() implements Value {}

    public record EmptyObject() implements Value {}

    /** Of no interest, or of a type that was not to be expected. */
    public record Other() implements Value {}

    /** A string, and where it stands, quotes included. */
    public record Text(String text, ByteRange range) implements Value {}

    public record Numeric(double number) implements Value {}

    public record Flag(boolean flag) implements Value {}

    /** Read by one dialect in a way of its own. */
    public non-sealed interface Own extends Value {}
}
