package poegateway.conversation;

import java.time.Duration;
import java.util.List;

/**
 * What a model must be told later in the place of a reply for which tools were run: their calls and results, and the reply.
 *
 * @param messages empty where no tool was run
 * @param runs how each result came about, in the order in which the results stand in the messages
 */
public record ToolTurns(List<Message> messages, List<Run> runs) {
    /** No tool was run. */
    public static final ToolTurns NONE = new ToolTurns(List.of(), List.of());

    /**
     * One call that has its result.
     *
     * @param took from the call to the result
     * @param failed whether the result is the word that there is none
     */
    public record Run(Duration took, boolean failed) {}

    public ToolTurns {
        messages = List.copyOf(messages);
        runs = List.copyOf(runs);
    }
}
