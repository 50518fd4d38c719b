package poegateway.session;

import java.io.IOException;
import java.io.OutputStream;
import poegateway.conversation.Dialect;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyAccumulator;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ToolTurns;
import poegateway.core.MemoryLease;
import poegateway.core.failure.Failure;
import poegateway.dialect.ReplyWriter;

/** Writes a reply by another writer, and has the session keep it once it is whole. */
final class SessionWriter implements ReplyWriter {
    /** Text is held in a buffer that doubles, and once more when the reply is taken out of it. */
    private static final int HELD_TIMES = 3;

    private final ReplyWriter writer;
    private final OpenTurn turn;
    private final MemoryLease memory;
    private ReplyAccumulator reply = new ReplyAccumulator(Dialect.CHAT);

    SessionWriter(ReplyWriter writer, OpenTurn turn, MemoryLease memory) {
        this.writer = writer;
        this.turn = turn;
        this.memory = memory;
        turn.failed(); // whatever an earlier attempt brought
    }

    @Override
    public void write(ReplyEvent event, OutputStream out) throws IOException {
        if (event instanceof ReplyEvent.Begun begun) {
            reply = new ReplyAccumulator(begun.extras().origin());
        }
        memory.take(HELD_TIMES * (long) event.textLength());
        reply.accept(event);
        if (event instanceof ReplyEvent.Finished) {
            turn.finished(reply.reply()); // also when its end cannot be written any more
        }
        writer.write(event, out);
    }

    @Override
    public void end(OutputStream out) throws IOException {
        turn.end();
        writer.end(out);
    }

    @Override
    public void told(ToolTurns turns) {
        turn.told(turns.messages());
        writer.told(turns);
    }

    @Override
    public boolean started() {
        return writer.started();
    }

    @Override
    public byte[] whole(Reply whole) {
        byte[] written = writer.whole(whole);
        turn.finished(whole);
        turn.end();
        return written;
    }

    @Override
    public byte[] heartbeat() {
        return writer.heartbeat();
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        turn.failed();
        return writer.errorEvent(failure);
    }
}
