package poegateway.simulator.chat;

import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.Turn;
import poegateway.simulator.json.JsonWords;

/**
 * A reply about to be written.
 *
 * @param id of the reply, the same in all chunks
 * @param createdSeconds Unix time
 * @param model as the reply spells it
 * @param turn its content
 */
public record ReplyDraft(Manner.Shape shape, String id, long createdSeconds, String model, Turn turn) {
    /** The same reply with other content. */
    public ReplyDraft with(Turn other) {
        return new ReplyDraft(shape, id, createdSeconds, model, other);
    }

    /** What stands before {@code "choices"}; no braces. Both handlers have an order of their own. */
    public String head(String object) {
        String ofId = "\"id\":" + JsonWords.quote(id);
        String ofObject = ",\"object\":" + JsonWords.quote(object);
        String ofCreated = ",\"created\":" + createdSeconds;
        String ofModel = ",\"model\":" + JsonWords.quote(model);
        return switch (shape) {
            case LEGACY -> ofId + ofObject + ofCreated + ofModel;
            case PASS_THROUGH -> ofId + ofCreated + ofModel + ofObject + ",\"system_fingerprint\":null";
        };
    }

    /** The usage object. */
    public String usage() {
        Turn.Usage usage = turn.usage();
        String prompt = "\"prompt_tokens\":" + usage.prompt();
        String completion = "\"completion_tokens\":" + usage.completion();
        String total = "\"total_tokens\":" + (usage.prompt() + usage.completion());
        String details = usage.detailed() ? "," + details(usage.reasoning()) : "";
        return switch (shape) {
            case LEGACY -> "{" + prompt + "," + completion + "," + total + details + "}";
            case PASS_THROUGH -> "{" + completion + "," + prompt + "," + total + details + "}";
        };
    }

    private String details(long reasoning) {
        return switch (shape) {
            case LEGACY ->
                "\"completion_tokens_details\":{\"accepted_prediction_tokens\":null,\"audio_tokens\":null,"
                        + "\"reasoning_tokens\":" + reasoning + ",\"rejected_prediction_tokens\":null},"
                        + "\"prompt_tokens_details\":{\"audio_tokens\":null,\"cached_tokens\":0}";
            case PASS_THROUGH ->
                "\"completion_tokens_details\":{\"reasoning_tokens\":" + reasoning
                        + ",\"text_tokens\":null,\"image_tokens\":null},"
                        + "\"prompt_tokens_details\":{\"audio_tokens\":null,\"cached_tokens\":0,"
                        + "\"text_tokens\":null,\"image_tokens\":null,\"video_tokens\":null}";
        };
    }
}
