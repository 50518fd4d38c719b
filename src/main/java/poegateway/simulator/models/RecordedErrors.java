package poegateway.simulator.models;

import static poegateway.simulator.reply.MagicModel.failing;

import java.util.ArrayList;
import java.util.List;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.reply.ReplyError;

/**
 * The errors that were seen in real traffic, in their own words. Of texts that end in {@code ...} the rest is unknown.
 * Some were seen on one endpoint alone and are told on each.
 */
final class RecordedErrors {
    private static final String INVALID = "invalid_request_error";
    private static final String LITELLM = "litellm.BadRequestError: OpenAIException - ";
    private static final String ERROR_ID = "0123456789abcdef0123456789abcdef";
    private static final String NO_TOOLS =
            "tools is not supported in this model. For a list of supported models, refer to"
                    + " https://platform.openai.com/docs/guides/function-calling#models-supporting-function-calling.";

    private RecordedErrors() {}

    static List<MagicModel> models() {
        var models = new ArrayList<MagicModel>();
        models.addAll(ofChat());
        models.addAll(ofResponses());
        models.add(nestedJson());
        return models;
    }

    private static List<MagicModel> ofChat() {
        return List.of(
                new MagicModel(
                        "error-400-tools",
                        "400 `unsupported_feature_for_model` with `param`: Poe's own refusal of tools",
                        context -> context.error(
                                ReplyError.noTools(context.question().model()))),
                bad(
                        "error-400-effort",
                        "Unsupported value: 'high' is not supported with the 'gpt-5.2-chat-latest' model. Supported"
                                + " values are: 'medium'."),
                bad("error-400-role", "Invalid 'role': Input should be 'system', 'user' or 'bot'"),
                bad(
                        "error-400-generation",
                        "Request failed... Invalid generation request. Please try again with a different prompt."),
                withId(
                        "error-litellm-prefix",
                        LITELLM + "This is not a chat model and thus not supported in the v1/chat/completions endpoint."
                                + " Did you mean to use v1/completions?"),
                withId("error-litellm-tools", LITELLM + NO_TOOLS),
                row("error-404-tools", 404, INVALID, NO_TOOLS),
                row(
                        "error-404-upstream",
                        404,
                        INVALID,
                        "The model `gpt-4-0314` does not exist or you do not have access to it."),
                row(
                        "error-500-provider",
                        500,
                        "provider_error",
                        "Error from OpenAI: The server had an error processing your request. Sorry about that! You can"
                                + " retry your request, or contact us through our help center at help.openai.com if"
                                + " you keep seeing this error. (Please include the request ID req_0123456789abcdef in"
                                + " your email.)"));
    }

    private static List<MagicModel> ofResponses() {
        return List.of(
                withId(
                        "error-400-summary",
                        "Unsupported parameter: 'reasoning.summary' is not supported with the"
                                + " 'gpt-5.3-codex-spark-preview' model."),
                withId("error-400-responses", "Model does not support responses method."),
                withId("error-400-price", "Token unit price not found for entity: 1:1"),
                withId("error-400-functions", "Functions are not supported with chatgpt-4o-latest."),
                withId("error-400-deep-research", "Deep research models require at least one of ..."),
                withId(
                        "error-400-function-calling",
                        "Unable to submit request because the model does not support function calling. ..."));
    }

    /** Of models on Vertex behind {@code /v1/messages}. */
    private static MagicModel nestedJson() {
        String message = "'claude-3-5-haiku-20241022' does not support thinking.";
        return failing(
                "error-nested-json",
                "400 whose message is a JSON document, as models on Vertex send it",
                ReplyError.of(
                        400,
                        INVALID,
                        "{\"type\":\"error\",\"error\":{\"type\":\"" + INVALID + "\",\"message\":"
                                + JsonWords.quote(message) + "}}"));
    }

    private static MagicModel bad(String name, String message) {
        return row(name, 400, INVALID, message);
    }

    private static MagicModel row(String name, int status, String type, String message) {
        String meaning = status + " `" + type + "`: " + message;
        return failing(name, meaning, ReplyError.of(status, type, message));
    }

    private static MagicModel withId(String name, String message) {
        ReplyError error = ReplyError.of(400, INVALID, message, new ReplyError.Detail.ErrorId(ERROR_ID));
        return failing(name, "400 `" + INVALID + "` with `error_id`: " + message, error);
    }
}
