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
 * @param fileFormat of a file that is made, such as {@code wav}; empty where none is named
 */
public record OutputRules(
        long maxTokens, List<String> stops, TextFormat format, Optional<String> fault, String fileFormat) {
    public static final long UNLIMITED = Long.MAX_VALUE;

    static final OutputRules NONE = new OutputRules(UNLIMITED, List.of(), new TextFormat.Prose(), Optional.empty());

    /** Rules that name no format of files. */
    public OutputRules(long maxTokens, List<String> stops, TextFormat format, Optional<String> fault) {
        this(maxTokens, stops, format, fault, "");
    }

    public OutputRules {
        stops = List.copyOf(stops);
    }
}
