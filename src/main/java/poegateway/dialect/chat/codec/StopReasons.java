package poegateway.dialect.chat.codec;

import poegateway.conversation.StopReason;

/** The words of chat completions for why an answer ended. */
final class StopReasons {
    private StopReasons() {}

    /** A word that nobody knows counts as a regular end. */
    static StopReason read(String word) {
        return switch (word) {
            case "length" -> StopReason.LENGTH;
            case "tool_calls", "function_call" -> StopReason.TOOL_CALLS;
            case "content_filter" -> StopReason.CONTENT_FILTER;
            default -> StopReason.STOP;
        };
    }

    /** @param older whether calls are told in the older form */
    static String word(StopReason reason, boolean older) {
        return switch (reason) {
            case STOP -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> older ? "function_call" : "tool_calls";
            case CONTENT_FILTER -> "content_filter";
        };
    }
}
