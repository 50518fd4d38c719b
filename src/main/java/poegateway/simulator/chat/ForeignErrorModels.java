package poegateway.simulator.chat;

import java.util.List;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.MagicModel;
import poegateway.simulator.script.Scripts;

/** Errors whose bodies are not OpenAI's: those of {@code /v1/messages}, in their recorded words, and a bare string. */
final class ForeignErrorModels {
    private static final String INVALID = "invalid_request_error";

    private ForeignErrorModels() {}

    static List<MagicModel> models() {
        return List.of(
                MagicModel.fixed(
                        "error-string",
                        "400 whose `error` is a string",
                        Scripts.json(400, "{\"error\":\"only words\"}")),
                messages("error-400-thinking", 400, INVALID, "'claude-3-5-haiku-20241022' does not support thinking."),
                messages("error-400-schema", 400, INVALID, "tools.0.custom.input_schema.type: Field required"),
                messages(
                        "error-400-extra",
                        400,
                        INVALID,
                        "{\"message\":\"context_management: Extra inputs are not permitted\"}"),
                messages("error-400-long", 400, INVALID, "prompt is too long: 1032364 tokens > 1000000 maximum"),
                messages("error-401-messages", 401, "authentication_error", "Invalid API key"),
                messages("error-404-messages", 404, "not_found_error", "model: no-such-model"));
    }

    private static MagicModel messages(String name, int status, String type, String message) {
        String meaning = status + " `" + type + "` in the form of `/v1/messages`: " + message;
        String body = "{\"type\":\"error\",\"error\":{\"type\":" + JsonWords.quote(type) + ",\"message\":"
                + JsonWords.quote(message) + "}}";
        return MagicModel.fixed(name, meaning, Scripts.json(status, body));
    }
}
