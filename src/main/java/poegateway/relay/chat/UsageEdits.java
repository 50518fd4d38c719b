package poegateway.relay.chat;

import com.fasterxml.jackson.core.JsonToken;
import poegateway.wire.JsonCursor;
import poegateway.wire.JsonEdits;
import poegateway.wire.JsonFault;
import poegateway.wire.ObjectWalk;

/** Takes the nulls out of the details of usage: clients expect numbers there. */
final class UsageEdits {
    private UsageEdits() {}

    /** The cursor must stand on the opening brace of usage, and is left on the closing one. */
    static void read(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        ObjectWalk usage = ObjectWalk.of(cursor);
        for (String name = usage.next(); name != null; name = usage.next()) {
            if (!name.endsWith("_details")) {
                continue;
            }
            if (cursor.current() == JsonToken.VALUE_NULL) {
                usage.drop(usage.member(), EditIds.USAGE_NULL);
            } else if (cursor.current() == JsonToken.START_OBJECT) {
                details(cursor, edits);
            }
        }
        usage.writeTo(edits);
    }

    private static void details(JsonCursor cursor, JsonEdits.Builder edits) throws JsonFault {
        ObjectWalk details = ObjectWalk.of(cursor);
        while (details.next() != null) {
            if (cursor.current() == JsonToken.VALUE_NULL) {
                details.drop(details.member(), EditIds.USAGE_NULL);
            }
        }
        details.writeTo(edits);
    }
}
