package poegateway.relay.chat;

/** Names of all edits that the verbatim road makes, as listed in {@code x-poe-gateway-edits}. The list is closed. */
final class EditIds {
    /** Request: {@code stream_options.include_usage} put in. */
    static final String INCLUDE_USAGE = "include-usage";

    /** Request: a top-level member that is null taken out. */
    static final String NULL_REMOVED = "null-removed";

    /** Request: a value that means the default, but that some models refuse, taken out. */
    static final String DEFAULT_REMOVED = "default-removed";

    /** Request: the members of a nested {@code extra_body} joined to the top level. */
    static final String EXTRA_BODY = "extra-body-flattened";

    /** Request: role {@code developer}, which Poe does not know, became {@code system}. */
    static final String DEVELOPER_ROLE = "developer-to-system";

    /** Reply: {@code refusal: null} put into a message. */
    static final String REFUSAL = "refusal-added";

    /** Reply: {@code logprobs: null} put into a choice. */
    static final String LOGPROBS = "logprobs-added";

    /** Reply and stream: a null inside the details of usage taken out. */
    static final String USAGE_NULL = "usage-null-removed";

    /** Reply: {@code index} taken out of a tool call. */
    static final String TOOL_INDEX_REMOVED = "tool-index-removed";

    /** Reply: {@code content: null} put beside tool calls. */
    static final String CONTENT = "content-added";

    /**
     * Reply and stream: {@code finish_reason} {@code stop} became {@code tool_calls}; an empty one became null in a
     * stream, and {@code stop} or {@code tool_calls} in a whole reply.
     */
    static final String FINISH_REASON = "finish-reason";

    /** Reply and stream: {@code error: null} taken out, since clients take it for an error. */
    static final String ERROR_NULL = "error-null-removed";

    /** Stream: usage taken out, since the caller did not ask for it. */
    static final String USAGE_REMOVED = "usage-removed";

    /** Stream: the role put into the first delta. */
    static final String ROLE = "role-added";

    /** Stream: a missing {@code index} put into a tool call. */
    static final String TOOL_INDEX = "tool-index-added";

    /** Stream: {@code id}, {@code type} or {@code function.name} that came before, or null, taken out. */
    static final String TOOL_REPEAT = "tool-repeat-removed";

    /** Stream: the second name of the reasoning text taken out, or the only one brought to the usual name. */
    static final String REASONING = "reasoning-once";

    private EditIds() {}
}
