package poegateway.dialect.chat.codec;

import java.util.Set;

/** Names of members that chat completions have and that are read in no way of their own. */
final class ChatMembers {
    /**
     * Top-level members of OpenAI's that no model needs to understand what is asked; they stay with this dialect. A member that
     * is neither here nor read is an option of the model's own.
     */
    static final Set<String> HINTS = Set.of(
            "audio",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "metadata",
            "modalities",
            "moderation",
            "prediction",
            "presence_penalty",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier",
            "seed",
            "service_tier",
            "store",
            "top_logprobs",
            "user",
            "verbosity",
            "web_search_options");

    /** Hints that say nothing when they are 0 or empty; nobody is told that they were left out. */
    static final Set<String> SILENT_WHEN_ZERO = Set.of("frequency_penalty", "presence_penalty", "logit_bias");

    private ChatMembers() {}
}
