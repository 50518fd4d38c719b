package poegateway.simulator.reply;

import poegateway.simulator.json.JsonWords;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/**
 * Writes errors as Poe's OpenAI endpoints do, in the forms that its documents and its recordings have. Keys stand in the
 * order in which they were seen.
 */
public final class OpenAiErrorForm {
    private OpenAiErrorForm() {}

    /** The error as a reply. */
    public static Script script(ReplyError error) {
        return Scripts.json(error.status(), json(error), error.headers());
    }

    /** The error as a JSON object. */
    public static String json(ReplyError error) {
        String type = "\"type\":" + JsonWords.quote(error.type());
        String message = "\"message\":" + JsonWords.quote(error.message());
        String status = "\"code\":" + error.status();
        String fields = switch (error.detail()) {
            case ReplyError.Detail.None none -> message + "," + type;
            case ReplyError.Detail.StatusCode code -> message + "," + type + "," + status;
            case ReplyError.Detail.StatusCodeAndMetadata code ->
                status + "," + type + "," + message + ",\"metadata\":{}";
            case ReplyError.Detail.Code word -> message + "," + type + field("code", word.code());
            case ReplyError.Detail.Parameter named ->
                message + "," + type + field("param", named.parameter()) + field("code", named.code());
            case ReplyError.Detail.ErrorId kept -> message + "," + type + field("error_id", kept.id());
        };
        return "{\"error\":{" + fields + "}}";
    }

    private static String field(String name, String value) {
        return ",\"" + name + "\":" + JsonWords.quote(value);
    }
}
