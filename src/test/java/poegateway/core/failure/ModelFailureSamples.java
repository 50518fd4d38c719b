package poegateway.core.failure;

import java.util.List;
import java.util.Optional;

/** What Poe's list of models says against a request, with typical values, for the reference of errors. */
final class ModelFailureSamples {
    private ModelFailureSamples() {}

    static List<FailureSample> all() {
        return List.of(
                FailureSample.of(
                        new ClientFailure.ResponseNotFound("resp_1"),
                        "No response of that id is kept for the key: it was never kept, has ended, or belongs to "
                                + "another key.",
                        "Send the whole conversation, or raise `responses.keep-for`."),
                FailureSample.of(
                        new ClientFailure.InvalidRequest(
                                "previous_response_not_found",
                                "Previous response with id 'resp_1' not found. The gateway keeps responses for a while (responses.keep-for), for the key that made them. Send the whole conversation in 'input'.",
                                "previous_response_id"),
                        "A request goes on from a response that is not kept for its key.",
                        "Send the whole conversation in `input`, or raise `responses.keep-for`."),
                FailureSample.of(
                        new ClientFailure.ValueNotOfModel(
                                "gpt-5.2", "reasoning_effort", "one of none, low, medium, high, xhigh"),
                        "The model declares the parameter in Poe's list, and the value is not among those it declares.",
                        "Send one of the values that the message names; `GET /v1/models/{id}` has them under "
                                + "`parameters`."),
                FailureSample.of(
                        new ClientFailure.FeatureNotOfModel(
                                "glm-5",
                                "pictures",
                                "messages",
                                "Leave them out, or choose a model that takes pictures."),
                        "The model takes only text according to Poe's list, and the request holds pictures; or it holds "
                                + "tools, the"
                                + " model is not listed with tools, and `models.strict` is on.",
                        "Choose a model whose `architecture.input_modalities` or `supported_features` in"
                                + " `GET /v1/models` has what you need."));
    }

    /** Answers whose form is checked. */
    static List<FailureSample> ofForms() {
        return List.of(
                FailureSample.of(
                        new ClientFailure.InvalidRequest(
                                "unsupported_schema",
                                "The gateway cannot check answers against this JSON Schema: a '$ref' names nothing in"
                                        + " the schema itself. Change the schema, or send "
                                        + "'x-poe-gateway-structured-output:"
                                        + " instruct' to have the form asked for in words, without a check. Nothing "
                                        + "was sent to Poe.",
                                null),
                        "`routing.structured-output` is `repair`, and the schema has a reference to elsewhere, a "
                                + "regular"
                                + " expression that is none in Java, or `unevaluatedProperties` and its like.",
                        "Change the schema, or ask with `x-poe-gateway-structured-output: instruct`."),
                FailureSample.of(
                        new ReplyFailure.Unfit(2, "the value at /city must be of type \"string\"", Optional.empty()),
                        "`routing.structured-output` is `repair`, and no answer of the model has the form that was "
                                + "asked for.",
                        "Simplify the schema, ask another model, or take such answers as they are, by"
                                + " `x-poe-gateway-structured-output: instruct`."));
    }
}
