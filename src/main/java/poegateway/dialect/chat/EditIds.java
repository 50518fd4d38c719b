package poegateway.dialect.chat;

/** Names of all edits that passed bytes may get, as listed in {@code x-poe-gateway-edits}. The list is closed. */
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

    /** Reply: missing {@code content} put in: null beside calls, else an empty string. */
    static final String CONTENT = "content-added";

    /**
     * Reply and stream: {@code finish_reason} {@code stop} became {@code tool_calls} or {@code function_call}; a
     * provider's word became one of OpenAI's; an empty or missing one became what fits in a whole reply, and null in a
     * stream; one that the rest of a stream belied became null.
     */
    static final String FINISH_REASON = "finish-reason";

    /** Reply and stream: {@code error: null} taken out, since clients take it for an error. */
    static final String ERROR_NULL = "error-null-removed";

    /** Stream: usage taken out, since the caller did not ask for it. */
    static final String USAGE_REMOVED = "usage-removed";

    /** Stream: the role put into the first delta. */
    static final String ROLE = "role-added";

    /** Stream: the {@code index} of a tool call put in where it is missing or belongs to another call. */
    static final String TOOL_INDEX = "tool-index-added";

    /** Stream: {@code id}, {@code type} or {@code function.name} that came before, or null, taken out. */
    static final String TOOL_REPEAT = "tool-repeat-removed";

    /** Stream: the second name of the reasoning text taken out, or the only one brought to the usual name. */
    static final String REASONING = "reasoning-once";

    /** Request: what is only allowed beside tools taken out together with the empty list of tools. */
    static final String TOOL_OPTIONS = "tool-options-removed";

    /** Request: an empty or null list of calls, or a {@code function_call} that is null, taken out of a message. */
    static final String EMPTY_CALLS = "empty-calls-removed";

    /** Reply and stream: a missing {@code id}, {@code object}, {@code created} or {@code model} put in. */
    static final String ENVELOPE = "envelope-added";

    /** Reply and stream: content that came in parts became a string. */
    static final String CONTENT_JOINED = "content-joined";

    /** Reply and stream: arguments that are no string became one. */
    static final String ARGUMENTS = "arguments-to-string";

    /** Reply: a missing {@code index} put into a choice. */
    static final String CHOICE_INDEX = "choice-index-added";

    /** Reply and stream: {@code tool_calls}, {@code function_call} or {@code role} that is null taken out. */
    static final String NULL_MEMBER = "null-member-removed";

    /** Reply and stream: {@code id} or {@code type} put into a tool call that lacks it. */
    static final String TOOL_IDENTITY = "tool-identity-added";

    /** Stream: usage taken out of a chunk with choices, to be sent once at the end. */
    static final String USAGE_LAST = "usage-last";

    /** Reply: the byte order mark before the JSON taken out, which clients take for a part of it. */
    static final String BYTE_ORDER_MARK = "byte-order-mark-removed";

    /** Stream: the {@code message} that stands in the first choice in place of a delta became one. */
    static final String MESSAGE_TO_DELTA = "message-to-delta";

    private EditIds() {}
}
