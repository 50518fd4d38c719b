package poegateway.conversation;

import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Whether the model must call a tool. */
public sealed interface ToolChoice {
    /** As it likes. */
    record Auto() implements ToolChoice {}

    /** It must not. */
    record None() implements ToolChoice {}

    /** Any of them, but one. */
    record Required() implements ToolChoice {}

    /** This one. */
    record Named(JsonText name) implements ToolChoice {}

    /** A choice that only its own dialect knows. */
    record Foreign(Dialect origin, JsonSlice json) implements ToolChoice {}
}
