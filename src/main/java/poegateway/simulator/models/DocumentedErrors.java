package poegateway.simulator.models;

import static poegateway.simulator.reply.MagicModel.failing;
import static poegateway.simulator.reply.MagicModel.fixed;

import java.util.List;
import java.util.Map;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.Scripts;

/** The errors that Poe's documents name, those of rates excepted. */
final class DocumentedErrors {
    private DocumentedErrors() {}

    static List<MagicModel> models() {
        return List.of(
                integer("error-400", 400, "invalid_request_error", "The request is malformed."),
                integer("error-401", 401, "authentication_error", "Invalid or expired API key."),
                integer("error-402", 402, "insufficient_credits", "Your point balance is 0 or less."),
                string("error-402-points", 402, "insufficient_quota", "insufficient_points", "Not enough points."),
                integer("error-403-moderation", 403, "moderation_error", "The request was flagged by moderation."),
                integer("error-404-model", 404, "not_found_error", "The model does not exist."),
                integer("error-408", 408, "timeout_error", "The model did not start in time."),
                integer("error-413", 413, "request_too_large", "The request is over the context of the model."),
                failing(
                        "error-422",
                        "422, which Poe does not document",
                        ReplyError.of(422, "invalid_request_error", "Unprocessable.")),
                integer("error-500", 500, "provider_error", "The provider failed."),
                integer("error-502", 502, "upstream_error", "The model's backend is down."),
                integer("error-503", 503, "api_error", "The service is unavailable."),
                retryAfter("error-503-retry-after-0", 503, "api_error", "0"),
                retryAfter("error-503-retry-after-2", 503, "api_error", "2"),
                integer("error-529", 529, "overloaded_error", "Overloaded."),
                integer("error-code-integer", 400, "invalid_request_error", "The code is a number."),
                string("error-code-string", 400, "invalid_request_error", "invalid_parameter", "A string code."),
                string("error-code-missing-parameter", 400, "invalid_request_error", "missing_parameter", "Missing."),
                string("error-code-invalid-key", 401, "invalid_request_error", "invalid_api_key", "Invalid API key."),
                string("error-code-model-400", 400, "invalid_request_error", "model_not_found", "No such model."),
                string("error-code-internal", 500, "api_error", "internal_error", "Internal error."),
                failing(
                        "error-code-missing",
                        "400 without code and param",
                        ReplyError.of(400, "invalid_request_error", "No code here.")),
                fixed(
                        "error-html",
                        "502 with an HTML page, as an edge in front of Poe sends it",
                        Scripts.whole(502, "text/html", "<html><body>Bad gateway</body></html>", Map.of())),
                fixed("error-empty", "500 with an empty body", Scripts.json(500, "")));
    }

    private static MagicModel integer(String name, int status, String type, String message) {
        String meaning = status + " `" + type + "`, integer code";
        return failing(name, meaning, ReplyError.documented(status, type, message));
    }

    private static MagicModel string(String name, int status, String type, String code, String message) {
        String meaning = status + " `" + type + "`, code `" + code + "`";
        return failing(name, meaning, ReplyError.coded(status, type, code, message));
    }

    private static MagicModel retryAfter(String name, int status, String type, String value) {
        String meaning = status + " `" + type + "`, `retry-after: " + value + "`";
        ReplyError error = ReplyError.documented(status, type, "Come again.").withHeader("retry-after", value);
        return failing(name, meaning, error);
    }
}
