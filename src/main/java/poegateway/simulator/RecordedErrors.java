package poegateway.simulator;

import static poegateway.simulator.MagicModel.fixed;

import java.util.List;

/** The errors that were seen in real traffic, word for word. Some belong to other endpoints and are told here too. */
final class RecordedErrors {
    private static final String INVALID = "invalid_request_error";
    private static final String NO_TOOLS =
            "tools is not supported in this model. For a list of supported models, see the"
                    + " documents of the provider.";

    private RecordedErrors() {}

    static List<MagicModel> models() {
        return List.of(
                new MagicModel(
                        "error-400-tools",
                        "400 `unsupported_feature_for_model` with `param`: Poe's own refusal of tools",
                        stage -> PoeError.noTools(stage.request().model())),
                bad(
                        "error-400-effort",
                        "Unsupported value: 'high' is not supported with the 'gpt-5.2-chat-latest' model. Supported"
                                + " values are: 'medium'."),
                bad(
                        "error-litellm-prefix",
                        "litellm.BadRequestError: OpenAIException - This is not a chat model and thus"
                                + " not supported in the v1/chat/completions endpoint."),
                bad("error-litellm-tools", "litellm.BadRequestError: OpenAIException - " + NO_TOOLS),
                row("error-404-tools", 404, INVALID, NO_TOOLS),
                row(
                        "error-404-upstream",
                        404,
                        INVALID,
                        "The model `gpt-4-0314` does not exist or you do not have access to it."),
                bad(
                        "error-400-generation",
                        "Request failed. Invalid generation request. Please try again with a" + " different prompt."),
                row(
                        "error-500-sora",
                        500,
                        "provider_error",
                        "Error from OpenAI: The server had an error while processing" + " your request."),
                bad(
                        "error-400-summary",
                        "Unsupported parameter: 'reasoning.summary' is not supported with this model."),
                bad("error-400-responses", "Model does not support responses method."),
                bad("error-400-price", "Token unit price not found for entity: 1:1"),
                bad("error-400-functions", "Functions are not supported with chatgpt-4o-latest."),
                bad(
                        "error-400-deep-research",
                        "Deep research models require at least one of 'web_search_preview',"
                                + " 'mcp', or 'file_search' tools."),
                bad(
                        "error-400-function-calling",
                        "Unable to submit request because the model does not support function" + " calling."),
                messages("error-400-thinking", 400, INVALID, "'claude-3-5-haiku-20241022' does not support thinking."),
                messages("error-400-schema", 400, INVALID, "tools.0.custom.input_schema.type: Field required"),
                messages("error-400-long", 400, INVALID, "prompt is too long: 1032364 tokens > 1000000 maximum"),
                messages("error-401-messages", 401, "authentication_error", "Invalid API key"),
                messages("error-404-messages", 404, "not_found_error", "model: no-such-model"),
                fixed(
                        "error-nested-json",
                        "400 whose message is a JSON document, as models on Vertex send it",
                        Scripts.error(400, INVALID, messagesBody(INVALID, "The true message is in here."))),
                fixed(
                        "error-id",
                        "400 with `error_id` beside type and message",
                        Scripts.json(
                                400,
                                "{\"error\":{\"message\":\"Look for the id.\",\"type\":\"" + INVALID
                                        + "\",\"error_id\":\"0123456789abcdef0123456789abcdef\"}}")));
    }

    private static MagicModel bad(String name, String message) {
        return row(name, 400, INVALID, message);
    }

    private static MagicModel row(String name, int status, String type, String message) {
        String meaning = status + " `" + type + "`, recorded: " + message;
        return fixed(name, meaning, Scripts.error(status, type, message));
    }

    /** In the form of {@code /v1/messages}. */
    private static MagicModel messages(String name, int status, String type, String message) {
        String meaning = status + " `" + type + "` in the form of `/v1/messages`, recorded: " + message;
        return fixed(name, meaning, Scripts.json(status, messagesBody(type, message)));
    }

    private static String messagesBody(String type, String message) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":" + JsonWords.quote(message)
                + "}}";
    }
}
