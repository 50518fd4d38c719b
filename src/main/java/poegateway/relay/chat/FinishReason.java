package poegateway.relay.chat;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words in which an answer says why it ended. Providers have more of them than clients read. */
final class FinishReason {
    static final String STOP = "stop";
    static final String ERROR = "error";
    static final String TOOL_CALLS = "tool_calls";
    static final String FUNCTION_CALL = "function_call";
    /** From the one that says least to the one that must not be lost. */
    private static final List<String> KNOWN = List.of(STOP, FUNCTION_CALL, TOOL_CALLS, "length", "content_filter");

    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("max_tokens", "length"),
            Map.entry("max_output_tokens", "length"),
            Map.entry("model_length", "length"),
            Map.entry("model_context_window_exceeded", "length"),
            Map.entry("tool_use", TOOL_CALLS),
            Map.entry("tool_call", TOOL_CALLS),
            Map.entry("safety", "content_filter"),
            Map.entry("refusal", "content_filter"),
            Map.entry("recitation", "content_filter"),
            Map.entry("blocklist", "content_filter"),
            Map.entry("prohibited_content", "content_filter"),
            Map.entry("spii", "content_filter"),
            Map.entry("content_filtered", "content_filter"),
            Map.entry("failed", ERROR),
            Map.entry(ERROR, ERROR));

    private FinishReason() {}

    /** OpenAI's word for a provider's; a word that nobody knows means that the answer is complete. */
    static String known(String said) {
        if (KNOWN.contains(said)) {
            return said;
        }
        return OTHERS.getOrDefault(said.toLowerCase(Locale.ROOT), STOP);
    }

    /** Of two finishes of one answer the one that says more. */
    static String stronger(String one, String other) {
        return KNOWN.indexOf(other) > KNOWN.indexOf(one) ? other : one;
    }

    /** A complete answer that holds calls waits for their results. */
    static String besideCalls(String known, boolean toolCalls, boolean functionCall) {
        if (!known.equals(STOP)) {
            return known;
        }
        return toolCalls ? TOOL_CALLS : functionCall ? FUNCTION_CALL : STOP;
    }
}
