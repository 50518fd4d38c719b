package poegateway.dialect;

import java.io.IOException;
import java.io.OutputStream;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ToolTurns;
import poegateway.core.failure.Failure;

/** Writes one reply to a caller, as a stream or whole. Belongs to one thread but for {@link #heartbeat()}. */
public interface ReplyWriter {
    /**
     * Writes what a step adds to the stream, if anything: whole events only. What only opens a stream waits for the model's
     * first word, so that an error before it still becomes a status.
     */
    void write(ReplyEvent event, OutputStream out) throws IOException;

    /**
     * What a model must be told later in the place of this reply: the calls of tools that the gateway ran, their results and the
     * answer. The caller does not see it; whoever keeps conversations has to know. Comes before the end.
     */
    default void told(ToolTurns turns) {}

    /** Ends the stream, after the answer is finished. */
    void end(OutputStream out) throws IOException;

    /** Whether something of the model's was written. */
    boolean started();

    /** A whole reply. */
    byte[] whole(Reply reply);

    /** As {@link ReplyStream#heartbeat()}. Any thread may ask. */
    byte[] heartbeat();

    /** As {@link ReplyStream#errorEvent}. */
    byte[] errorEvent(Failure failure);
}
