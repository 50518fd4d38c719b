package poegateway.dialect.chat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The words in which an answer says why it ended. Providers have more of them than clients read. */
final class FinishReason {
    static final String STOP = "stop";
    static final String ERROR = "error";
    static final String TOOL_CALLS = "tool_calls";
    static final String FUNCTION_CALL = "function_call";
    private static final String LENGTH = "length";
    private static final String CONTENT_FILTER = "content_filter";
    /** From the one that says least to the one that must not be lost. */
    private static final List<String> KNOWN = List.of(STOP, FUNCTION_CALL, TOOL_CALLS, LENGTH, CONTENT_FILTER);

    /** By their letters alone. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("length", LENGTH),
            Map.entry("maxtokens", LENGTH),
            Map.entry("maxoutputtokens", LENGTH),
            Map.entry("maxcompletiontokens", LENGTH),
            Map.entry("maxlength", LENGTH),
            Map.entry("tokenlimit", LENGTH),
            Map.entry("modellength", LENGTH),
            Map.entry("contextlength", LENGTH),
            Map.entry("contextlengthexceeded", LENGTH),
            Map.entry("modelcontextwindowexceeded", LENGTH),
            Map.entry("incomplete", LENGTH),
            Map.entry("truncated", LENGTH),
            Map.entry("pauseturn", LENGTH),
            Map.entry("toolcalls", TOOL_CALLS),
            Map.entry("tooluse", TOOL_CALLS),
            Map.entry("toolcall", TOOL_CALLS),
            Map.entry("functioncall", FUNCTION_CALL),
            Map.entry("contentfilter", CONTENT_FILTER),
            Map.entry("contentfiltered", CONTENT_FILTER),
            Map.entry("safety", CONTENT_FILTER),
            Map.entry("imagesafety", CONTENT_FILTER),
            Map.entry("imageprohibitedcontent", CONTENT_FILTER),
            Map.entry("imagerecitation", CONTENT_FILTER),
            Map.entry("refusal", CONTENT_FILTER),
            Map.entry("recitation", CONTENT_FILTER),
            Map.entry("language", CONTENT_FILTER),
            Map.entry("blocklist", CONTENT_FILTER),
            Map.entry("prohibitedcontent", CONTENT_FILTER),
            Map.entry("spii", CONTENT_FILTER),
            Map.entry("sensitive", CONTENT_FILTER),
            Map.entry("moderation", CONTENT_FILTER),
            Map.entry("guardrailintervened", CONTENT_FILTER));

    /** Within such words, by their letters alone, the model or its provider says that it failed. */
    private static final Pattern FAILURE = Pattern.compile(
            "error|fail|abort|cancel|time(d)?out|malformed|exception|interrupt|disconnect|unavailable|overload|insufficient"
                    + "|expired|killed|crash|ratelimit|unexpectedtoolcall|toomanytoolcalls|missingthoughtsignature");

    private static final Pattern NO_LETTER = Pattern.compile("[^a-z]");

    private FinishReason() {}

    /** OpenAI's word for a provider's, or {@link #ERROR}; a word that nobody knows means that the answer is complete. */
    static String known(String said) {
        if (KNOWN.contains(said)) {
            return said;
        }
        String letters = NO_LETTER.matcher(said.toLowerCase(Locale.ROOT)).replaceAll("");
        String known = OTHERS.get(letters);
        if (known != null) {
            return known;
        }
        return FAILURE.matcher(letters).find() ? ERROR : STOP;
    }

    /** Whether it says that the answer lacks something. */
    static boolean saysCut(String known) {
        return known.equals(LENGTH) || known.equals(CONTENT_FILTER);
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
