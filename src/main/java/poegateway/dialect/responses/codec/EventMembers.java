package poegateway.dialect.responses.codec;

import org.jspecify.annotations.Nullable;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Finds members of an event without parsing it: most events are pieces of text, of which little more than the piece is needed. The
 * object must be known to be valid; a name that is spelled with escapes is not found. Not thread-safe.
 */
final class EventMembers {
    private static final int NOWHERE = -1;

    private byte[] bytes = {};
    private int from;
    private int to;

    /** Looks at the object that lies there. */
    EventMembers of(byte[] source, int objectFrom, int objectTo) {
        bytes = source;
        from = objectFrom;
        to = objectTo;
        return this;
    }

    /** The string of that name as it stands; empty where there is none. */
    JsonText text(String name) {
        int at = valueAt(name);
        return at == NOWHERE || bytes[at] != '"'
                ? JsonText.EMPTY
                : new JsonText(bytes, at + 1, Json.endOfString(bytes, at) - 1);
    }

    /** The whole number of that name, 0 to a million; 0 where there is none. */
    int number(String name) {
        int at = valueAt(name);
        int number = 0;
        while (at != NOWHERE && at < to && bytes[at] >= '0' && bytes[at] <= '9' && number < 1_000_000) {
            number = 10 * number + bytes[at] - '0';
            at++;
        }
        return number;
    }

    /** The object of that name; null where there is none. */
    @Nullable
    JsonSlice object(String name) {
        int at = valueAt(name);
        return at == NOWHERE || bytes[at] != '{' ? null : new JsonSlice(bytes, at, endOfValue(at));
    }

    private int valueAt(String name) {
        int at = blanksEnd(blanksEnd(from) + 1);
        while (at < to && bytes[at] == '"') {
            int nameEnd = Json.endOfString(bytes, at);
            int value = blanksEnd(blanksEnd(nameEnd) + 1);
            if (is(name, at + 1, nameEnd - 1)) {
                return value;
            }
            at = blanksEnd(endOfValue(value));
            at = at < to && bytes[at] == ',' ? blanksEnd(at + 1) : to;
        }
        return NOWHERE;
    }

    private int endOfValue(int start) {
        if (bytes[start] != '{' && bytes[start] != '[') {
            return Json.endOfScalar(bytes, start);
        }
        int depth = 0;
        int at = start;
        do {
            byte next = bytes[at];
            if (next == '"') {
                at = Json.endOfString(bytes, at);
                continue;
            }
            depth += next == '{' || next == '[' ? 1 : next == '}' || next == ']' ? -1 : 0;
            at++;
        } while (depth > 0);
        return at;
    }

    private boolean is(String name, int start, int end) {
        if (end - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int blanksEnd(int start) {
        int at = start;
        while (at < to && Json.isBlank(bytes[at])) {
            at++;
        }
        return at;
    }
}
