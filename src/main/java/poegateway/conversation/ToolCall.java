package poegateway.conversation;

import poegateway.wire.json.JsonText;

/**
 * A call of a tool by a model.
 *
 * @param id by which its result names it
 * @param name of the tool
 * @param arguments a JSON document as text, as the model wrote it; it need not be valid
 */
public record ToolCall(JsonText id, JsonText name, JsonText arguments, Extras extras) {
    /** The same with these members of one dialect. */
    public ToolCall with(Extras own) {
        return new ToolCall(id, name, arguments, own);
    }

    /** The same, keeping no larger text alive. */
    public ToolCall detached() {
        return new ToolCall(id.detached(), name.detached(), arguments.detached(), extras.detached());
    }
}
