package poegateway.simulator.responses;

import java.util.List;
import java.util.Optional;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;

/**
 * A request for a response.
 *
 * @param question what is asked of the model
 * @param hasInput whether there is a text or a list of items
 * @param refusal what Poe was seen to refuse, as a sentence
 * @param prompt where in the body the tools and the items stand, in this order
 */
public record ResponsesQuestion(
        Question question, boolean hasInput, Optional<String> refusal, List<PrefixCache.Part> prompt) {
    /** Items beyond that many are not looked for in a cache. */
    static final int ITEMS_SEEN = 2_000;

    public ResponsesQuestion {
        prompt = List.copyOf(prompt);
    }
}
