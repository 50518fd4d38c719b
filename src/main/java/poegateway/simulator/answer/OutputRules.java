package poegateway.simulator.answer;

import java.util.List;
import java.util.Optional;

/**
 * What a request wants of the answer's form and length.
 *
 * @param maxTokens most tokens of thoughts, text and calls together; {@link #UNLIMITED} when the request names none
 * @param stops the text ends before the first of these
 * @param format what the text is
 * @param fault the first thing that cannot be done, as a sentence
 * @param file that is made
 */
public record OutputRules(
        long maxTokens, List<String> stops, TextFormat format, Optional<String> fault, FileWish file) {
    public static final long UNLIMITED = Long.MAX_VALUE;

    static final OutputRules NONE = new OutputRules(UNLIMITED, List.of(), new TextFormat.Prose(), Optional.empty());

    /** Rules that want nothing of files. */
    public OutputRules(long maxTokens, List<String> stops, TextFormat format, Optional<String> fault) {
        this(maxTokens, stops, format, fault, FileWish.NONE);
    }

    public OutputRules {
        stops = List.copyOf(stops);
    }
}
