package poegateway.simulator.reply;

import java.util.HashMap;
import java.util.Map;

/**
 * An error of Poe, before it has a form.
 *
 * @param status HTTP status
 * @param type Poe's word for the kind of error
 * @param message for people
 * @param detail what is told beside type and message, where the form has a place for it
 * @param headers headers of the reply, names in lower case
 */
public record ReplyError(int status, String type, String message, Detail detail, Map<String, String> headers) {
    private static final String INVALID = "invalid_request_error";

    /** What an error tells beside its type and message. */
    public sealed interface Detail {
        /** Nothing. */
        record None() implements Detail {}

        /** The status as an integer code. */
        record StatusCode() implements Detail {}

        /** The status as an integer code, and empty metadata. */
        record StatusCodeAndMetadata() implements Detail {}

        /** A word for the case. */
        record Code(String code) implements Detail {}

        /** A word for the case, and the parameter that is wrong. */
        record Parameter(String parameter, String code) implements Detail {}

        /** The id under which Poe keeps the error. */
        record ErrorId(String id) implements Detail {}
    }

    public ReplyError {
        headers = Map.copyOf(headers);
    }

    /** An error that tells its type and message alone. */
    public static ReplyError of(int status, String type, String message) {
        return of(status, type, message, new Detail.None());
    }

    /** An error without headers of its own. */
    public static ReplyError of(int status, String type, String message, Detail detail) {
        return new ReplyError(status, type, message, detail, Map.of());
    }

    /** An error as the documents of Poe's OpenAI endpoints show it. */
    public static ReplyError documented(int status, String type, String message) {
        return of(status, type, message, new Detail.StatusCodeAndMetadata());
    }

    /** An error as Poe's page of error codes shows it. */
    public static ReplyError coded(int status, String type, String code, String message) {
        return of(status, type, message, new Detail.Code(code));
    }

    /** The refusal of a request that makes no sense. */
    public static ReplyError invalid(String message) {
        return of(400, INVALID, message);
    }

    /** The refusal of tools that Poe makes itself, the only recorded one with a parameter. */
    public static ReplyError noTools(String model) {
        String message = "Model " + model + " does not support tool calling. Use a tool-capable model or remove tools"
                + " from the request.";
        return of(400, INVALID, message, new Detail.Parameter("model", "unsupported_feature_for_model"));
    }

    /** The refusal of a model that does not exist. */
    public static ReplyError noModel(String model) {
        return of(404, "not_found_error", "The model `" + model + "` does not exist or you do not have access to it.");
    }

    /** The same error with a header more. */
    public ReplyError withHeader(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new ReplyError(status, type, message, detail, more);
    }
}
