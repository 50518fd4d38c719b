package poegateway.conversation;

import java.io.IOException;

/** Takes the steps of a reply, in order, on one thread. */
@FunctionalInterface
public interface ReplyEvents {
    /**
     * Takes the next step.
     *
     * @throws IOException when it writes somewhere that cannot be written to
     */
    void accept(ReplyEvent event) throws IOException;

    /**
     * What a model must be told later in the place of this reply, where tools were run on the way: their calls and results, and the
     * reply. Comes once, before the end; not at all, or empty, where there were none.
     */
    default void told(ToolTurns turns) {}
}
