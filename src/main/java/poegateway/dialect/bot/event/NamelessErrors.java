package poegateway.dialect.bot.event;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.failure.Failure;
import poegateway.dialect.poe.ErrorObject;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;

/** Errors of Poe's that come as JSON without an event of that name: in an event that has none, or in place of all events. */
public final class NamelessErrors {
    private NamelessErrors() {}

    /** What a JSON object says, if it is an error; the object lies there. */
    public static Optional<Failure> find(byte[] bytes, int from, int to, PoeErrors errors) {
        return isError(bytes, from, to) ? Optional.of(errors.readEvent(bytes, from, to)) : Optional.empty();
    }

    private static boolean isError(byte[] bytes, int from, int to) {
        ErrorObject form = new ErrorObject();
        boolean error = false;
        try {
            JsonCursor cursor = new JsonCursor(bytes, from, to);
            if (cursor.next() != JsonToken.START_OBJECT) {
                return false;
            }
            while (cursor.need() == JsonToken.FIELD_NAME) {
                String name = cursor.name();
                error |= cursor.need() != JsonToken.VALUE_NULL && name.equals("error");
                form.note(name, cursor);
                cursor.skip();
            }
        } catch (JsonFault cut) {
            // what it said until then counts
        }
        return error || form.isError();
    }
}
