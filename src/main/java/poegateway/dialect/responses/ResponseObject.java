package poegateway.dialect.responses;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.Usage;
import poegateway.dialect.poe.ErrorObject;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/**
 * What the gateway must know of a response, whole or in an event.
 *
 * @param id empty where it has none
 * @param model likewise
 * @param status likewise
 * @param hasOutput whether it has a list of items
 * @param hasError whether it tells an error
 * @param at where it lies
 */
record ResponseObject(
        String id,
        String model,
        String status,
        Optional<Usage> usage,
        boolean hasOutput,
        boolean hasError,
        ByteRange at) {

    /**
     * Reads the object at hand, and notes what must change in it; the cursor is left on its closing brace.
     *
     * @param edits gets the changes
     */
    static ResponseObject read(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        int from = cursor.start();
        String id = "";
        String model = "";
        String status = "";
        Optional<Usage> usage = Optional.empty();
        boolean output = false;
        boolean error = false;
        ErrorObject form = new ErrorObject();
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            JsonToken value = cursor.current();
            switch (name) {
                case "id" -> id = text(cursor);
                case "model" -> model = text(cursor);
                case "status" -> {
                    status = text(cursor);
                    form.note(name, cursor);
                }
                case "error" -> error = value != JsonToken.VALUE_NULL;
                case "output" -> output = value == JsonToken.START_ARRAY && OutputItems.list(cursor, edits);
                case "usage" -> usage = value == JsonToken.START_OBJECT ? usage(cursor, edits) : usage;
                case "object", "type", "code", "errors", "detail" -> form.note(name, cursor);
                default -> {}
            }
        }
        boolean failed = error || form.isError();
        return new ResponseObject(id, model, status, usage, output, failed, new ByteRange(from, cursor.start() + 1));
    }

    private static String text(JsonCursor cursor) throws JsonFault {
        return cursor.current() == JsonToken.VALUE_STRING ? cursor.text() : "";
    }

    /** Strict clients want to know how many tokens the cache was given. */
    private static Optional<Usage> usage(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        double input = -1;
        double output = -1;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            switch (name) {
                case "input_tokens" -> input = number(cursor);
                case "output_tokens" -> output = number(cursor);
                case "input_tokens_details" -> inputDetails(cursor, edits);
                default -> {}
            }
        }
        return Usage.of(input, output);
    }

    private static void inputDetails(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        if (cursor.current() != JsonToken.START_OBJECT) {
            return;
        }
        boolean told = false;
        ObjectReader walk = ObjectReader.of(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            told |= name.equals("cache_write_tokens");
        }
        if (!told) {
            walk.add("\"cache_write_tokens\":0", ResponseEdits.CACHE_WRITE);
            walk.writeTo(edits);
        }
    }

    private static double number(JsonCursor cursor) {
        return cursor.current() == JsonToken.VALUE_NUMBER_INT ? cursor.number() : -1;
    }
}
