package poegateway.simulator;

/**
 * A reply about to be written.
 *
 * @param id of the reply, the same in all chunks
 * @param createdSeconds Unix time
 * @param model as the reply spells it
 * @param turn what it says
 */
record Draft(Manner.Shape shape, String id, long createdSeconds, String model, Turn turn) {
    /** {@code "id"} to {@code "model"}, with what the shape adds; no braces. */
    String head(String object) {
        String head = "\"id\":" + JsonWords.quote(id) + ",\"object\":\"" + object + "\",\"created\":" + createdSeconds
                + ",\"model\":" + JsonWords.quote(model);
        return switch (shape) {
            case LEGACY -> head;
            case PASS_THROUGH -> head + ",\"system_fingerprint\":\"fp_simulated\",\"service_tier\":\"default\"";
        };
    }

    /** The usage object. */
    String usage() {
        Turn.Usage usage = turn.usage();
        String counts = "{\"prompt_tokens\":" + usage.prompt() + ",\"completion_tokens\":" + usage.completion()
                + ",\"total_tokens\":" + (usage.prompt() + usage.completion());
        return usage.detailed() ? counts + "," + details(usage.reasoning()) + "}" : counts + "}";
    }

    private String details(long reasoning) {
        boolean more = shape == Manner.Shape.PASS_THROUGH;
        return "\"completion_tokens_details\":{\"accepted_prediction_tokens\":null,\"audio_tokens\":null,"
                + "\"reasoning_tokens\":" + reasoning + ",\"rejected_prediction_tokens\":null"
                + (more ? ",\"text_tokens\":null,\"image_tokens\":null" : "")
                + "},\"prompt_tokens_details\":{\"audio_tokens\":null,\"cached_tokens\":0"
                + (more ? ",\"text_tokens\":null,\"image_tokens\":null,\"video_tokens\":null" : "")
                + "}";
    }
}
