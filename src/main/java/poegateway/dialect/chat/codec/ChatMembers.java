package poegateway.dialect.chat.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import poegateway.conversation.Extras;
import poegateway.wire.json.JsonSlice;

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

    /** Comes before the names of members of {@code stream_options} among the extras of a prompt. */
    static final String STREAM_OPTIONS = "stream_options.";

    /** Members that OpenAI's other dialects have as well, with the same meaning. */
    private static final Set<String> COMMON = Set.of(
            "frequency_penalty",
            "logit_bias",
            "metadata",
            "presence_penalty",
            "prompt_cache_key",
            "prompt_cache_retention",
            "safety_identifier",
            "seed",
            "service_tier",
            "store",
            "user");

    /** What Poe's bot protocol has as well. */
    private static final Set<String> COMMON_WITH_BOTS = Set.of("logit_bias");

    private ChatMembers() {}

    /** Those of a prompt's own members that chat completions can say. */
    static Map<String, JsonSlice> of(Extras extras) {
        Map<String, JsonSlice> known = new LinkedHashMap<>(extras.members());
        switch (extras.origin()) {
            case CHAT -> {}
            case COMPLETIONS, RESPONSES -> known.keySet().retainAll(COMMON);
            case BOT -> known.keySet().retainAll(COMMON_WITH_BOTS);
            case MESSAGES -> known.clear();
        }
        return known;
    }
}
