package poegateway.conversation;

import poegateway.wire.json.JsonSlice;

/** Which form the answer must have, where words are not enough. */
public sealed interface AnswerForm {
    /** Any JSON object. */
    record JsonObject() implements AnswerForm {}

    /**
     * JSON that fits a schema.
     *
     * @param definition the object with {@code name}, {@code schema} and what else stood beside them, as OpenAI's chat has it
     */
    record FittingSchema(JsonSlice definition) implements AnswerForm {}

    /** A form that only its own dialect knows. */
    record Foreign(Dialect origin, JsonSlice json) implements AnswerForm {}
}
