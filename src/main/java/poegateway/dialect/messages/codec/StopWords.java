package poegateway.dialect.messages.codec;

import poegateway.conversation.StopReason;

/** The words of messages for why an answer ended. */
final class StopWords {
    private StopWords() {}

    /** A word that nobody knows counts as a regular end. */
    static StopReason read(String word) {
        return switch (word) {
            case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH;
            case "tool_use" -> StopReason.TOOL_CALLS;
            case "refusal" -> StopReason.CONTENT_FILTER;
            default -> StopReason.STOP;
        };
    }

    /** Whether a word says what is said again to callers of any dialect. */
    static boolean isKnown(String word) {
        return read(word) != StopReason.STOP || word.equals("end_turn") || word.equals("stop_sequence");
    }

    /** @param declined whether the model said words by which it declines */
    static String word(StopReason reason, boolean declined) {
        return switch (reason) {
            case STOP -> declined ? "refusal" : "end_turn";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
            case CONTENT_FILTER -> "refusal";
        };
    }
}
