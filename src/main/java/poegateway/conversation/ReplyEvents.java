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
}
