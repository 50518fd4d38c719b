package poegateway.dialect.request;

import com.fasterxml.jackson.core.JsonToken;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.wire.Utf8;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonCursor;
import poegateway.wire.json.JsonFault;
import poegateway.wire.json.JsonObjectText;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.ObjectReader;

/** Reads requests that are one JSON object. What it says of bad ones names places and keys, never content. */
public final class JsonRequest {
    private JsonRequest() {}

    /**
     * Reads a body in one pass.
     *
     * @throws FailureException with {@link ClientFailure.InvalidRequest} when it is no such object, with one of the codes
     *     {@code invalid_utf8}, {@code invalid_json}, {@code json_too_deep}, {@code invalid_number}, {@code duplicate_key} and
     *     {@code too_many_keys}; or whatever the walk throws
     */
    public static <T> T read(byte[] body, JsonObjectText.Walk<T> walk) {
        refuseForeignBytes(body);
        try {
            return JsonObjectText.read(body, walk);
        } catch (JsonFault fault) {
            throw refusal(fault);
        }
    }

    /**
     * The members of the object at hand. One that is null counts as absent. Those of {@code extra_body} join them where there is none of
     * that name, whichever comes first. The cursor is left on the closing brace.
     *
     * @throws JsonFault also when one of these objects has a key twice
     */
    public static Map<String, JsonSlice> members(JsonCursor cursor) throws JsonFault {
        Map<String, JsonSlice> members = new LinkedHashMap<>();
        Map<String, JsonSlice> extra = Map.of();
        ObjectReader walk = ObjectReader.withoutDuplicates(cursor);
        for (String name = walk.next(); name != null; name = walk.next()) {
            if (name.equals("extra_body") && cursor.current() == JsonToken.START_OBJECT) {
                extra = members(cursor);
            } else if (cursor.current() != JsonToken.VALUE_NULL) {
                members.put(name, cursor.slice());
            }
        }
        extra.forEach(members::putIfAbsent);
        return members;
    }

    /** Says that a member is missing that must be there. */
    public static FailureException missing(String param) {
        return refusal("missing_required_parameter", "The required parameter '" + param + "' is missing.", param);
    }

    /**
     * Says that a member is not what it must be.
     *
     * @param expected what it must be, such as {@code true or false}
     */
    public static FailureException wrong(String param, String expected) {
        return refusal("invalid_value", "'" + param + "' must be " + expected + ".", param);
    }

    /** A refusal in the words of one dialect. */
    public static FailureException refusal(String code, String message, @Nullable String param) {
        return new FailureException(new ClientFailure.InvalidRequest(code, message, param));
    }

    private static void refuseForeignBytes(byte[] body) {
        int invalid = Utf8.firstInvalid(body, 0, body.length);
        if (invalid >= 0) {
            throw refusal(
                    "invalid_utf8",
                    "The body is not valid UTF-8, from byte " + invalid + " on. Send it as UTF-8.",
                    null);
        }
        if (Utf8.beginsWithMark(body)) {
            throw invalidJson("The body begins with a byte order mark at byte 0. Send the JSON without it.");
        }
        if (isBlank(body)) {
            throw invalidJson("The body is empty. Send one JSON object, such as {\"model\": …}.");
        }
    }

    private static boolean isBlank(byte[] body) {
        for (byte character : body) {
            if (!Json.isBlank(character)) {
                return false;
            }
        }
        return true;
    }

    private static FailureException refusal(JsonFault fault) {
        String at = " at " + fault.place();
        return switch (fault.kind()) {
            case MALFORMED -> invalidJson("The body is not valid JSON" + at + ": " + fault.what() + ".");
            case NO_OBJECT -> invalidJson("The body must be one JSON object, such as {\"model\": …}.");
            case TOO_DEEP ->
                refusal("json_too_deep", "The body is " + fault.what() + at + ". Send flatter JSON.", null);
            case NUMBER ->
                refusal(
                        "invalid_number",
                        "The body has a number that cannot be used" + at + ": " + fault.what() + ".",
                        fault.path().isEmpty() ? null : fault.path());
            case TOO_MANY_KEYS ->
                refusal(
                        "too_many_keys",
                        "The body holds an object with more than " + Json.KEYS_LIMIT + " keys" + at + ". Send fewer.",
                        null);
            case DUPLICATE_KEY ->
                refusal(
                        "duplicate_key",
                        "The key '" + fault.path() + "' appears twice in one object, the second time" + at
                                + ". Send it once.",
                        fault.path());
        };
    }

    private static FailureException invalidJson(String message) {
        return refusal("invalid_json", message, null);
    }
}
