package poegateway.simulator.messages;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import poegateway.simulator.answer.PrefixCache;
import poegateway.simulator.answer.Question;

/**
 * A request for a message.
 *
 * @param question what is asked of the model
 * @param refusal why Anthropic's interface would refuse it, as a sentence
 * @param prompt tools, instructions and messages up to the last mark for the cache, in bytes that hold no marks
 * @param parts where they stand in those bytes
 * @param marks how many parts stand before each mark
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MessagesQuestion(
        Question question, Optional<String> refusal, byte[] prompt, List<PrefixCache.Part> parts, Set<Integer> marks) {
    private static final int BYTES_PER_TOKEN = 4;

    public MessagesQuestion {
        parts = List.copyOf(parts);
        marks = Set.copyOf(marks);
    }

    /** Tokens that are to be kept in the cache. */
    public long markedTokens() {
        long bytes = parts.stream().mapToLong(PrefixCache.Part::counted).sum();
        return (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN;
    }
}
