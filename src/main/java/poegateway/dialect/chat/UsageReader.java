package poegateway.dialect.chat;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Optional;
import poegateway.core.Usage;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.ObjectReader;

/** Reads usage, and takes the nulls out of its details: clients expect numbers there. */
final class UsageReader {
    private static final double UNTOLD = -1;

    private UsageReader() {}

    /**
     * The cursor must stand on the opening brace of usage, and is left on the closing one.
     *
     * @return what was counted; empty when one of the two counts is missing or cannot be true
     */
    static Optional<Usage> read(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        double input = UNTOLD;
        double output = UNTOLD;
        ObjectReader usage = ObjectReader.of(cursor);
        for (String name = usage.next(); name != null; name = usage.next()) {
            switch (name) {
                case "prompt_tokens" -> input = count(cursor);
                case "completion_tokens" -> output = count(cursor);
                default -> details(name, usage, cursor, edits);
            }
        }
        usage.writeTo(edits);
        return Usage.of(input, output);
    }

    private static double count(JsonCursor cursor) {
        return cursor.current() == JsonToken.VALUE_NUMBER_INT ? cursor.number() : UNTOLD;
    }

    private static void details(String name, ObjectReader usage, JsonCursor cursor, JsonEdits.Builder edits)
            throws JsonFault {
        if (!name.endsWith("_details")) {
            return;
        }
        if (cursor.current() == JsonToken.VALUE_NULL) {
            usage.drop(usage.member(), EditIds.USAGE_NULL);
        } else if (cursor.current() == JsonToken.START_OBJECT) {
            withoutNulls(cursor, edits);
        }
    }

    private static void withoutNulls(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        ObjectReader details = ObjectReader.of(cursor);
        while (details.next() != null) {
            if (cursor.current() == JsonToken.VALUE_NULL) {
                details.drop(details.member(), EditIds.USAGE_NULL);
            }
        }
        details.writeTo(edits);
    }
}
