package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.regex.Pattern;
import poegateway.core.failure.PoeRefusal;
import poegateway.dialect.poe.PoeErrors;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;

/** An error that a provider puts into a choice, below a status of 200. */
final class ChoiceError {
    /** What may be quoted of a finish: a word, no sentence. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z][\\w -]{0,63}");

    private ChoiceError() {}

    /** Where the error at hand stands; {@link ByteRange#NONE} when it is null. The cursor is left on its last token. */
    static ByteRange at(JsonCursor cursor) throws JsonFault {
        if (cursor.current() == JsonToken.VALUE_NULL) {
            return ByteRange.NONE;
        }
        int from = cursor.start();
        cursor.skip();
        return new ByteRange(from, cursor.end());
    }

    /**
     * What it says.
     *
     * @param at where it stands, or {@link ByteRange#NONE} when only the finish tells that the answer failed
     * @param finish what Poe gave for the finish of the choice
     */
    static PoeRefusal read(byte[] source, ByteRange at, String finish, PoeErrors errors) {
        return at.equals(ByteRange.NONE)
                ? new PoeRefusal.ServerError(
                        "The model's answer ended in an error" + named(errors.hidden(finish)) + ".")
                : errors.readPart(source, at.from(), at.to());
    }

    private static String named(String finish) {
        return WORD.matcher(finish).matches() ? " (finish_reason '" + finish + "')" : "";
    }
}
