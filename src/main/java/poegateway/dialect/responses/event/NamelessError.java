package poegateway.dialect.responses.event;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.failure.Failure;
import poegateway.dialect.poe.ErrorObject;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;

/** An error of Poe's in an event that is of no response. */
public final class NamelessError {
    private NamelessError() {}

    /** What the event says, if it is an error; its data is known to be JSON. */
    public static Optional<Failure> find(ResponseFrame frame, PoeErrors errors) {
        return isError(frame)
                ? Optional.of(errors.readEvent(frame.bytes(), frame.from(), frame.to()))
                : Optional.empty();
    }

    private static boolean isError(ResponseFrame frame) {
        ErrorObject form = new ErrorObject();
        boolean error = false;
        try {
            JsonCursor cursor = new JsonCursor(frame.bytes(), frame.from(), frame.to());
            cursor.need();
            while (cursor.need() == JsonToken.FIELD_NAME) {
                String name = cursor.name();
                error |= cursor.need() != JsonToken.VALUE_NULL && name.equals("error");
                form.note(name, cursor);
                cursor.skip();
            }
        } catch (JsonFault overLimit) {
            return error || form.isError();
        }
        return error || form.isError();
    }
}
