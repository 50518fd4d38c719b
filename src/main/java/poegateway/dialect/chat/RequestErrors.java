package poegateway.dialect.chat;

import org.jspecify.annotations.Nullable;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.wire.Json;
import poegateway.wire.JsonFault;

/** The words in which a chat completions request is refused. They name places and keys, never content. */
final class RequestErrors {
    private RequestErrors() {}

    static FailureException of(JsonFault fault) {
        String at = " at " + fault.place();
        return switch (fault.kind()) {
            case MALFORMED ->
                refusal("invalid_json", "The body is not valid JSON" + at + ": " + fault.what() + ".", null);
            case TOO_DEEP ->
                refusal("json_too_deep", "The body is " + fault.what() + at + ". Send flatter JSON.", null);
            case NUMBER ->
                refusal(
                        "invalid_number",
                        "The body holds a bad number" + at + ": " + fault.what() + ".",
                        orNull(fault.path()));
            case TOO_MANY_KEYS ->
                refusal(
                        "too_many_keys",
                        "The body holds an object with more than " + Json.KEYS_LIMIT + " keys" + at + ".",
                        null);
            case DUPLICATE_KEY ->
                refusal(
                        "duplicate_key",
                        "The key '" + fault.path() + "' stands twice in one object, the second time" + at
                                + ". Send it once.",
                        fault.path());
        };
    }

    static FailureException badUtf8(int offset) {
        return refusal("invalid_utf8", "The body is not valid UTF-8 at byte " + offset + ".", null);
    }

    static FailureException byteOrderMark() {
        return refusal(
                "invalid_json", "The body begins with a byte order mark at byte 0. Send the JSON without it.", null);
    }

    static FailureException empty() {
        return refusal("invalid_json", "The body is empty. Send one JSON object, such as {\"model\": …}.", null);
    }

    static FailureException notAnObject() {
        return refusal("invalid_json", "The body must be one JSON object, such as {\"model\": …}.", null);
    }

    static FailureException missing(String param) {
        return refusal("missing_required_parameter", "The required parameter '" + param + "' is missing.", param);
    }

    static FailureException wrong(String param, String expected) {
        return refusal("invalid_value", "'" + param + "' must be " + expected + ".", param);
    }

    static FailureException manyChoices() {
        return refusal(
                "unsupported_parameter",
                "'n' is above 1, but Poe gives one choice a request. Leave it out and send the request several times.",
                "n");
    }

    private static FailureException refusal(String code, String message, @Nullable String param) {
        return new FailureException(new ClientFailure.InvalidRequest(code, message, param));
    }

    private static @Nullable String orNull(String path) {
        return path.isEmpty() ? null : path;
    }
}
