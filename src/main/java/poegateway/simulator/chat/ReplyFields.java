package poegateway.simulator.chat;

import poegateway.simulator.answer.Turn;
import poegateway.simulator.json.JsonWords;
import poegateway.simulator.reply.ReplyDraft;

/** What whole replies and chunks have in common. */
final class ReplyFields {
    private ReplyFields() {}

    /** What stands before {@code "choices"}; no braces. Both handlers have an order of their own. */
    static String head(ReplyDraft draft, String object) {
        String ofId = "\"id\":" + JsonWords.quote(draft.id());
        String ofObject = ",\"object\":" + JsonWords.quote(object);
        String ofCreated = ",\"created\":" + draft.createdSeconds();
        String ofModel = ",\"model\":" + JsonWords.quote(draft.model());
        return switch (draft.shape()) {
            case LEGACY -> ofId + ofObject + ofCreated + ofModel;
            case PASS_THROUGH -> ofId + ofCreated + ofModel + ofObject + ",\"system_fingerprint\":null";
        };
    }

    /** The finish reason, without quotes. */
    static String finish(Turn turn) {
        return switch (turn.ending()) {
            case COMPLETE -> turn.calls().isEmpty() ? "stop" : "tool_calls";
            case TOKEN_LIMIT -> "length";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    /** The usage object. */
    static String usage(ReplyDraft draft) {
        Turn.Usage usage = draft.turn().usage();
        String prompt = "\"prompt_tokens\":" + usage.prompt();
        String completion = "\"completion_tokens\":" + usage.completion();
        String total = "\"total_tokens\":" + (usage.prompt() + usage.completion());
        String details = usage.detailed() ? "," + details(draft) : cached(usage);
        return switch (draft.shape()) {
            case LEGACY -> "{" + prompt + "," + completion + "," + total + details + "}";
            case PASS_THROUGH -> "{" + completion + "," + prompt + "," + total + details + "}";
        };
    }

    /** Where details are not told, these are: that part of the prompt has another price. */
    private static String cached(Turn.Usage usage) {
        return usage.cached() == 0
                ? ""
                : ",\"prompt_tokens_details\":{\"audio_tokens\":null,\"cached_tokens\":" + usage.cached() + "}";
    }

    private static String details(ReplyDraft draft) {
        long reasoning = draft.turn().usage().reasoning();
        long cached = draft.turn().usage().cached();
        return switch (draft.shape()) {
            case LEGACY ->
                "\"completion_tokens_details\":{\"accepted_prediction_tokens\":null,\"audio_tokens\":null,"
                        + "\"reasoning_tokens\":" + reasoning + ",\"rejected_prediction_tokens\":null},"
                        + "\"prompt_tokens_details\":{\"audio_tokens\":null,\"cached_tokens\":" + cached + "}";
            case PASS_THROUGH ->
                "\"completion_tokens_details\":{\"reasoning_tokens\":" + reasoning
                        + ",\"text_tokens\":null,\"image_tokens\":null},"
                        + "\"prompt_tokens_details\":{\"audio_tokens\":null,\"cached_tokens\":" + cached + ","
                        + "\"text_tokens\":null,\"image_tokens\":null,\"video_tokens\":null}";
        };
    }
}
