package poegateway.relay.local;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.conversation.ToolTurns;
import poegateway.core.failure.Failure;
import poegateway.dialect.ReplyWriter;

/**
 * Hands one reply to a caller inside the gateway. What comes before the model's first word waits for it, since an attempt that
 * fails before is made again.
 */
final class LocalWriter implements ReplyWriter {
    private static final byte[] NOTHING = {};

    private final ReplyEvents events;
    private final List<ReplyEvent> waiting = new ArrayList<>();
    private boolean started;

    LocalWriter(ReplyEvents events) {
        this.events = events;
    }

    @Override
    public void write(ReplyEvent event, OutputStream out) throws IOException {
        switch (event) {
            case ReplyEvent.Begun begun -> beforeWords(begun.detached());
            case ReplyEvent.Counted counted ->
                beforeWords(
                        new ReplyEvent.Counted(counted.usage(), counted.extras().detached()));
            case ReplyEvent.Others others ->
                beforeWords(new ReplyEvent.Others(others.extras().detached()));
            default -> word(event);
        }
    }

    @Override
    public void told(ToolTurns turns) {
        events.told(turns);
    }

    private void beforeWords(ReplyEvent event) throws IOException {
        if (started) {
            events.accept(event);
        } else {
            waiting.add(event);
        }
    }

    private void word(ReplyEvent event) throws IOException {
        if (!started) {
            started = true;
            for (ReplyEvent earlier : waiting) {
                events.accept(earlier);
            }
            waiting.clear();
        }
        events.accept(event);
    }

    @Override
    public void end(OutputStream out) {
        // the last step told it
    }

    @Override
    public boolean started() {
        return started;
    }

    @Override
    public byte[] whole(Reply reply) {
        throw new IllegalStateException("callers inside the gateway take every reply step by step");
    }

    @Override
    public byte[] heartbeat() {
        return NOTHING;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return NOTHING;
    }
}
