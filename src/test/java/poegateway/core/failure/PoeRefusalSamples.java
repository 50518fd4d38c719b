package poegateway.core.failure;

import static poegateway.core.failure.FailureSample.MAYBE_BILLED;
import static poegateway.core.failure.FailureSample.SECONDS;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Poe says no to, and what fails there. */
final class PoeRefusalSamples {
    private PoeRefusalSamples() {}

    static List<FailureSample> all() {
        return Stream.of(serverErrors(), refusals(), refusalsByCode(), refusalsByStatus())
                .flatMap(List::stream)
                .toList();
    }

    private static List<FailureSample> serverErrors() {
        return List.of(
                FailureSample.of(
                        new ReplyFailure.Interrupted(new PoeRefusal.ServerError("The provider failed.")),
                        "Poe sent a part of the answer, and then an error instead of the rest.",
                        MAYBE_BILLED),
                FailureSample.of(
                        new PoeRefusal.ServerError("The provider failed."),
                        "Poe or the provider of the model failed.",
                        "Send again later, or choose another model.",
                        "23",
                        "35"),
                FailureSample.of(
                        new PoeRefusal.ServerError(
                                "Poe answered with status 524 and gave no reason.", "upstream_error", Retry.NEVER),
                        "Poe's edge gave up waiting (504, 520, 524 and other statuses above 500 that Poe does not document).",
                        MAYBE_BILLED),
                FailureSample.of(
                        new PoeRefusal.ServerError(
                                "The provider is down.", "provider_unavailable", Retry.after(Optional.empty())),
                        "As `upstream_error`, and Poe gave a code of its own, which is kept.",
                        "Send again later, or choose another model."));
    }

    private static FailureSample refused(int status, String code, String said, String when, String remedy) {
        return FailureSample.of(new PoeRefusal.Refused(status, code, said, null), when, remedy);
    }

    private static List<FailureSample> refusals() {
        return List.of(
                FailureSample.of(
                        new PoeRefusal.KeyRefused(),
                        "Poe does not accept the key that the operator set.",
                        "Set a valid `POE_API_KEY`.",
                        "25"),
                FailureSample.of(
                        new PoeRefusal.OutOfPoints("Your point balance is 0 or less."),
                        "The Poe account has no points left.",
                        "Add points at poe.com/api/keys.",
                        "27"),
                FailureSample.of(
                        new PoeRefusal.ModelNotFound("gpt4o", List.of("gpt-4o", "gpt-5")),
                        "There is no such model.",
                        "Take an id of `GET /v1/models`.",
                        "29"),
                FailureSample.of(
                        new PoeRefusal.Refused(400, "invalid_value", "The request is malformed.", null),
                        "Poe refused the request with 400, 403, 404, 413 or 422. Status and words are Poe's, and so is the code"
                                + " where Poe gave one: codes that this page does not list can come.",
                        "Read the message: it is about this request.",
                        "24",
                        "28",
                        "31"),
                FailureSample.of(
                        new PoeRefusal.Throttled(
                                "Rate limit reached.", Retry.after(Optional.of(Duration.ofSeconds(20)))),
                        "Poe limits how often its key may ask.",
                        SECONDS,
                        "33",
                        "34"),
                FailureSample.of(
                        new PoeRefusal.Overloaded("Overloaded.", Optional.empty()),
                        "Poe is overloaded.",
                        SECONDS,
                        "36"));
    }

    private static List<FailureSample> refusalsByCode() {
        return List.of(
                refused(
                        400,
                        PoeRefusal.Refused.UNSUPPORTED_ENDPOINT,
                        "Model does not support responses method.",
                        "The model cannot be asked over this interface of Poe.",
                        "Poe lists the model at no endpoint that serves it: choose another, or ask it with `x-poe-gateway-upstream: bot`."),
                refused(
                        400,
                        "unsupported_feature",
                        "tools is not supported in this model. For a list of supported models, refer to"
                                + " https://platform.openai.com/docs/guides/function-calling#models-supporting-function-calling.",
                        "The model takes no tools.",
                        "Choose a model with tools."),
                refused(
                        400,
                        "unsupported_feature_for_model",
                        "Model error-400-tools does not support tool calling. Use a tool-capable model or remove tools from"
                                + " the request.",
                        "The model cannot do what the request asks for, such as tools; this is Poe's own code.",
                        "Choose a model whose `supported_features` name it."),
                refused(
                        400,
                        "unsupported_parameter",
                        "Unsupported parameter: 'reasoning.summary' is not supported with the 'gpt-5.3-codex-spark-preview'"
                                + " model.",
                        "The model does not take a parameter.",
                        "Leave it out."),
                refused(
                        400,
                        "context_length_exceeded",
                        "prompt is too long: 1032364 tokens > 1000000 maximum.",
                        "The conversation is longer than the model can read.",
                        "Shorten it, or choose a model with a larger context."));
    }

    private static List<FailureSample> refusalsByStatus() {
        return List.of(
                refused(
                        403,
                        "permission_error",
                        "You may not use this model.",
                        "The account may not use the model.",
                        "Ask Poe, or choose another."),
                refused(
                        403,
                        "moderation_error",
                        "The request was flagged by moderation.",
                        "Poe's moderation flagged the request.",
                        "Change the request."),
                refused(
                        413,
                        "request_too_large",
                        "The request is over the context of the model.",
                        "Poe takes no request of this size.",
                        "Send smaller attachments."));
    }
}
