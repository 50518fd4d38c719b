package poegateway.dialect.poe;

import com.fasterxml.jackson.core.JsonToken;
import java.util.List;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;

/**
 * Whether an object without choices is an error by one of the forms in which servers write one, other than a member
 * {@code error}, which makes an error of anything.
 */
public final class ErrorObject {
    private static final List<String> ENDINGS = List.of("error", "exception", "failed", "failure");
    private static final int FIRST_ERROR_STATUS = 400;
    private static final int AFTER_LAST_STATUS = 600;

    private boolean error;

    /** Whether a word, such as the name of an event, says that what it names is an error; letter case does not matter. */
    public static boolean isNamedBy(String word) {
        for (String ending : ENDINGS) {
            int from = word.length() - ending.length();
            if (from >= 0 && word.regionMatches(true, from, ending, 0, ending.length())) {
                return true;
            }
        }
        return false;
    }

    /** Notes the member at hand; the cursor is left on the last token of its value, or on its first. */
    public void note(String name, JsonCursor cursor) throws JsonFault {
        switch (name) {
            case "errors", "detail" -> error |= holdsSomething(cursor);
            case "object", "type" -> error |= isErrorWord(cursor);
            case "status" -> error |= isErrorWord(cursor) || isErrorStatus(cursor);
            case "code" -> error |= isErrorStatus(cursor);
            default -> {}
        }
    }

    public boolean isError() {
        return error;
    }

    private static boolean isErrorWord(JsonCursor cursor) throws JsonFault {
        return cursor.current() == JsonToken.VALUE_STRING && isNamedBy(cursor.text());
    }

    private static boolean isErrorStatus(JsonCursor cursor) {
        if (cursor.current() != JsonToken.VALUE_NUMBER_INT) {
            return false;
        }
        double number = cursor.number();
        return number >= FIRST_ERROR_STATUS && number < AFTER_LAST_STATUS;
    }

    private static boolean holdsSomething(JsonCursor cursor) throws JsonFault {
        return switch (cursor.current()) {
            case VALUE_NULL, VALUE_FALSE -> false;
            case VALUE_STRING -> !cursor.text().isEmpty();
            case START_ARRAY -> {
                boolean any = false;
                while (cursor.need() != JsonToken.END_ARRAY) {
                    any = true;
                    cursor.skip();
                }
                yield any;
            }
            default -> true;
        };
    }
}
