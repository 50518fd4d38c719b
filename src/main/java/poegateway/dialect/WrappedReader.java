package poegateway.dialect;

import java.io.IOException;
import java.util.List;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;

/** Reads a reply by another reader, whose steps pass somebody on their way. */
abstract class WrappedReader implements ReplyReader {
    private final ReplyReader reader;
    private final ReplyEvents steps = this::pass;
    private ReplyEvents into = event -> {};

    WrappedReader(ReplyReader reader) {
        this.reader = reader;
    }

    /** Takes a step, and hands over what is to follow from it. */
    abstract void step(ReplyEvent event, ReplyEvents next) throws IOException;

    /** Hands over what is held back, since no more comes. */
    void release(ReplyEvents next) throws IOException {}

    @Override
    public final void event(byte[] frame, int from, int to, ReplyEvents target) throws IOException {
        into = target;
        reader.event(frame, from, to, steps);
    }

    @Override
    public final void end(boolean selfDelimiting, ReplyEvents target) throws IOException {
        into = target;
        reader.end(selfDelimiting, steps);
    }

    @Override
    public final void breakOff(ReplyEvents target) throws IOException {
        into = target;
        reader.breakOff(steps);
        release(target);
    }

    @Override
    public final boolean done() {
        return reader.done();
    }

    @Override
    public final void whole(byte[] body, ReplyEvents target) throws IOException {
        into = target;
        reader.whole(body, steps);
    }

    @Override
    public final List<String> unread(byte[] body) {
        return reader.unread(body);
    }

    private void pass(ReplyEvent event) throws IOException {
        step(event, into);
    }
}
