package poegateway.dialect;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import poegateway.conversation.Bounds;
import poegateway.conversation.ReplyEvent;
import poegateway.conversation.ReplyEvents;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.dialect.words.BoundedReply;
import poegateway.wire.SseReader;

/**
 * Carries a stream from a model to a caller of another dialect: events of Poe's are read into the steps of a reply, and these are
 * written for the caller. One for each reply, of any pair of dialects.
 */
public final class TranslatedStream implements ReplyStream {
    private final SseReader events;
    private final ReplyReader reader;
    private final ReplyWriter writer;
    private final BoundedReply bounded;
    private final Steps steps = new Steps();
    private OutputStream out = OutputStream.nullOutputStream();
    private int count;
    private boolean finished;
    private boolean done;
    private Optional<Usage> usage = Optional.empty();
    private Optional<String> model = Optional.empty();

    /**
     * @param bounds to be kept here, because the model cannot be told
     * @param eventLimitBytes most bytes of one event
     * @param memory pays for what is held of it
     */
    public TranslatedStream(
            ReplyReader reader, ReplyWriter writer, Bounds bounds, int eventLimitBytes, MemoryLease memory) {
        this.events = new SseReader(eventLimitBytes, memory);
        this.reader = reader;
        this.writer = writer;
        this.bounded = new BoundedReply(bounds, steps);
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, OutputStream to) throws IOException {
        if (done) {
            return;
        }
        out = to;
        events.feed(bytes, offset, length, this::event);
        if (!done && reader.done()) {
            finish(true);
        }
    }

    @Override
    public void end(boolean selfDelimiting, OutputStream to) throws IOException {
        if (!done) {
            out = to;
            finish(selfDelimiting);
        }
    }

    @Override
    public void breakOff(OutputStream to) throws IOException {
        if (done) {
            return;
        }
        out = to;
        reader.breakOff(bounded);
        bounded.breakOff();
        endIfBounded();
    }

    @Override
    public boolean started() {
        return writer.started();
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public int eventCount() {
        return count;
    }

    @Override
    public Optional<Usage> usage() {
        return usage;
    }

    @Override
    public Optional<String> model() {
        return model;
    }

    @Override
    public byte[] heartbeat() {
        return writer.heartbeat();
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return writer.errorEvent(failure);
    }

    private void event(byte[] frame, int from, int to) throws IOException {
        if (done) {
            return;
        }
        count++;
        reader.event(frame, from, to, bounded);
        endIfBounded();
    }

    private void endIfBounded() throws IOException {
        if (bounded.ended()) {
            done = true;
            writer.end(out);
        }
    }

    private void finish(boolean selfDelimiting) throws IOException {
        reader.end(selfDelimiting, bounded);
        if (!finished) {
            throw new IllegalStateException("the reader of a reply neither failed nor told its end");
        }
        done = true;
        writer.end(out);
    }

    /** What the gateway must know of the steps, on their way to the writer. */
    private final class Steps implements ReplyEvents {
        @Override
        public void accept(ReplyEvent event) throws IOException {
            switch (event) {
                case ReplyEvent.Begun begun ->
                    model = begun.model().map(name -> name.decoded()).filter(name -> !name.isEmpty());
                case ReplyEvent.Counted counted -> usage = Optional.of(counted.usage());
                case ReplyEvent.Finished end -> finished = true;
                default -> {}
            }
            writer.write(event, out);
        }
    }
}
