package poegateway.simulator.chat;

import java.util.List;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;

/**
 * A request for a chat completion.
 *
 * @param question what is asked of the model
 * @param messages how many messages there are; -1 when the field is missing or no array
 * @param includeUsage whether a stream tells its usage
 * @param prompt where in the body the tools and the first {@link #MESSAGES_SEEN} messages stand, in this order
 */
public record ChatQuestion(Question question, int messages, boolean includeUsage, List<PrefixCache.Part> prompt) {
    /** Messages beyond that many are not looked for in a cache. */
    static final int MESSAGES_SEEN = 2_000;

    public ChatQuestion {
        prompt = List.copyOf(prompt);
    }
}
