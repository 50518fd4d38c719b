package poegateway.relay.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import poegateway.conversation.Dialect;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyAccumulator;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.ToolTurns;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;

/** Passes the steps of a reply on and puts the reply together, as far as its limit and the memory for replies go. */
public final class CollectedReply implements ReplyEvents {
    /** Text is held in a buffer that doubles, and once more when the reply is taken out of it. */
    private static final int HELD_TIMES = 3;

    private ReplyAccumulator reply;
    private final ReplyEvents next;
    private final MemoryLease memory;
    private final long limitBytes;
    private long bytes;

    /**
     * @param next takes each step too
     * @param memory pays for what is kept
     * @param limitBytes most bytes of text
     */
    public CollectedReply(ReplyEvents next, MemoryLease memory, long limitBytes) {
        this.reply = new ReplyAccumulator(Dialect.CHAT);
        this.next = next;
        this.memory = memory;
        this.limitBytes = limitBytes;
    }

    /** The reply comes from a model of that dialect; asked before its first step. */
    public CollectedReply from(Dialect origin) {
        reply = new ReplyAccumulator(origin);
        return this;
    }

    /** What came; it must be whole. */
    public Reply reply() {
        return reply.reply();
    }

    /** @throws UncheckedIOException when the next cannot take it */
    @Override
    public void accept(ReplyEvent event) {
        hold(event.textLength());
        reply.accept(event);
        try {
            next.accept(event);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public void told(ToolTurns turns) {
        next.told(turns);
    }

    private void hold(int more) {
        bytes += more;
        if (bytes > limitBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(limitBytes));
        }
        memory.take(HELD_TIMES * (long) more);
    }
}
