package poegateway.dialect;

import java.io.IOException;
import java.io.UncheckedIOException;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.ReplyAccumulator;
import poegateway.conversation.ReplyLoss;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.words.BoundedReply;
import poegateway.wire.SseReader;

/** Puts together the whole reply that a stream of Poe's amounts to, whatever its dialect. Belongs to one thread. */
public final class TranslatedAssembler implements ReplyAssembler {
    private final SseReader events;
    private final ReplyReader reader;
    private final CallerCodec caller;
    private final ReplyContext context;
    private final ReplyAccumulator whole;
    private final BoundedReply bounded;
    private final long replyLimitBytes;
    private long readBytes;
    private boolean done;

    /**
     * @param origin the dialect of Poe's reply
     * @param bounds to be kept here, because the model cannot be told
     * @param eventLimitBytes most bytes of one event
     * @param replyLimitBytes most bytes of the stream, since all of it is kept
     */
    public TranslatedAssembler(
            Dialect origin,
            ReplyReader reader,
            CallerCodec caller,
            ReplyContext context,
            Bounds bounds,
            int eventLimitBytes,
            long replyLimitBytes) {
        this.events = new SseReader(eventLimitBytes);
        this.reader = reader;
        this.caller = caller;
        this.context = context;
        this.whole = new ReplyAccumulator(origin);
        this.bounded = new BoundedReply(bounds, whole);
        this.replyLimitBytes = replyLimitBytes;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        if (done) {
            return;
        }
        readBytes += length;
        if (readBytes > replyLimitBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(replyLimitBytes));
        }
        try {
            events.feed(bytes, offset, length, this::event);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        done |= reader.done();
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public WholeReply end(boolean marked) {
        try {
            if (!bounded.ended()) {
                reader.end(marked, bounded);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all", e);
        }
        return WholeReply.written(
                whole.reply(), caller.replyWriter(context), ReplyLoss.names(whole.reply(), caller.dialect()));
    }

    private void event(byte[] frame, int from, int to) throws IOException {
        if (!done) {
            reader.event(frame, from, to, bounded);
            done = bounded.ended();
        }
    }
}
