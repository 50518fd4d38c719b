package poegateway.simulator.chat;

import java.util.Map;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** Bodies of Poe's errors in the forms that its two pages of documents and its recordings have. */
public final class PoeError {
    private PoeError() {}

    /** The form of the OpenAI page: an integer code and empty metadata. */
    public static Script integerCode(int status, String type, String message) {
        return integerCode(status, type, message, Map.of());
    }

    /** The same with headers. */
    public static Script integerCode(int status, String type, String message, Map<String, String> headers) {
        String body = "{\"error\":{\"code\":" + status + ",\"type\":" + JsonWords.quote(type) + ",\"message\":"
                + JsonWords.quote(message) + ",\"metadata\":{}}}";
        return Scripts.json(status, body, headers);
    }

    /** The form of the errors page: a string code. */
    public static Script stringCode(int status, String type, String code, String message) {
        String body = "{\"error\":{\"message\":" + JsonWords.quote(message) + ",\"type\":" + JsonWords.quote(type)
                + ",\"code\":" + JsonWords.quote(code) + "}}";
        return Scripts.json(status, body);
    }

    /** The refusal that Poe makes itself, the only recorded one with {@code param}. */
    public static Script noTools(String model) {
        String message = "Model " + model + " does not support tool calling. Use a tool-capable model or remove tools"
                + " from the request.";
        String body = "{\"error\":{\"message\":" + JsonWords.quote(message) + ",\"type\":\"invalid_request_error\","
                + "\"param\":\"model\",\"code\":\"unsupported_feature_for_model\"}}";
        return Scripts.json(400, body);
    }

    /** A request that makes no sense. */
    public static Script invalid(String message) {
        return Scripts.error(400, "invalid_request_error", message);
    }
}
