package poegateway.dialect.bot.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonKeyScanner;
import poegateway.wire.json.JsonKeyTable;
import poegateway.wire.json.JsonMembers;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/**
 * Reads the data of events, each of which must be a JSON object. Most hold one text and nothing else; that is found without a
 * parser. Not thread-safe.
 */
public final class EventData {
    private static final byte[] TEXT = "\"text\"".getBytes(StandardCharsets.US_ASCII);
    private static final int NOTHING = -1;

    private final JsonKeyScanner scanner = new JsonKeyScanner(JsonKeyTable.of());

    /**
     * The member {@code text}, which must be a string.
     *
     * @throws FailureException with {@link ReplyFailure.BadResponse} when it is none
     */
    public JsonText text(BotFrame event) {
        check(event);
        int value = onlyText(event.bytes(), event.from(), event.to());
        if (value != NOTHING) {
            return new JsonText(event.bytes(), value + 1, Json.endOfString(event.bytes(), value) - 1);
        }
        return text(parsed(event), "text");
    }

    /** Its members, as they stand. */
    public Map<String, JsonSlice> members(BotFrame event) {
        check(event);
        return parsed(event);
    }

    /** One that must be a string. */
    public static JsonText text(Map<String, JsonSlice> members, String name) {
        JsonSlice value = members.get(name);
        if (value == null || !value.isString()) {
            throw bad("an event of the stream has no string '" + name + "'");
        }
        return value.text();
    }

    /** One that should be a string; empty when it is none. */
    public static JsonText textOrEmpty(@Nullable JsonSlice value) {
        return value == null || !value.isString() ? JsonText.EMPTY : value.text();
    }

    /** A reply that cannot be read. */
    public static FailureException bad(String reason) {
        return new FailureException(new ReplyFailure.BadResponse(reason));
    }

    private void check(BotFrame event) {
        if (scanner.scan(event.bytes(), event.from(), event.to()) == JsonKeyScanner.INVALID) {
            throw bad("the data of an event of the stream is no JSON object in UTF-8 of " + Json.NESTING_LIMIT
                    + " levels at most");
        }
    }

    private static Map<String, JsonSlice> parsed(BotFrame event) {
        byte[] bytes = event.bytes();
        try {
            return JsonMembers.of(new JsonSlice(bytes, blanksEnd(bytes, event.from()), event.to()));
        } catch (IllegalArgumentException overLimit) {
            throw bad("the data of an event of the stream is over a limit");
        }
    }

    /** Offset of the value of {@code text}, where nothing else stands in the object; else -1. The object is known to be valid. */
    private static int onlyText(byte[] bytes, int from, int to) {
        int name = blanksEnd(bytes, blanksEnd(bytes, from) + 1);
        int nameEnd = name + TEXT.length;
        if (nameEnd >= to || !Arrays.equals(bytes, name, nameEnd, TEXT, 0, TEXT.length)) {
            return NOTHING;
        }
        int value = blanksEnd(bytes, blanksEnd(bytes, nameEnd) + 1);
        if (bytes[value] != '"') {
            return NOTHING;
        }
        return bytes[blanksEnd(bytes, Json.endOfString(bytes, value))] == '}' ? value : NOTHING;
    }

    private static int blanksEnd(byte[] bytes, int from) {
        int at = from;
        while (Json.isBlank(bytes[at])) {
            at++;
        }
        return at;
    }
}
