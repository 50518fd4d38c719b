package poegateway.dialect.chat.codec;

import java.io.IOException;
import java.io.OutputStream;
import poegateway.conversation.ReplyEvents;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyReader;
import poegateway.dialect.ReplyStream;
import poegateway.dialect.WholeReply;
import poegateway.dialect.WireFormat;
import poegateway.wire.json.JsonFault;

/** Reads chat completions that have passed the rules which hold for all callers, so that what comes here is well formed. */
final class ChatReplyReader implements ReplyReader {
    /** Poe's events are bounded before they come here; edits make them a little longer. */
    private static final int EVENT_BYTES_MAX = Integer.MAX_VALUE / 4;

    private final WireFormat checks;
    private final ReplyContext context;
    private final ReplyStream stream;
    private final ChunkSteps chunks = new ChunkSteps();
    private final Sink sink = new Sink();

    ChatReplyReader(WireFormat checks, ReplyContext context) {
        this.checks = checks;
        this.context = context.wantingUsage();
        this.stream = checks.stream(this.context, EVENT_BYTES_MAX, MemoryLease.UNCOUNTED);
    }

    @Override
    public void event(byte[] frame, int from, int to, ReplyEvents into) throws IOException {
        sink.into = into;
        stream.feedEvent(frame, from, to, sink);
    }

    @Override
    public void end(boolean selfDelimiting, ReplyEvents into) throws IOException {
        sink.into = into;
        stream.end(selfDelimiting, sink);
        chunks.finish(into);
    }

    @Override
    public void breakOff(ReplyEvents into) throws IOException {
        sink.into = into;
        stream.breakOff(sink);
    }

    @Override
    public boolean done() {
        return stream.done();
    }

    @Override
    public void whole(byte[] body, ReplyEvents into) throws IOException {
        WholeReply read = checks.whole(body, context);
        byte[] edited = read.edits().isEmpty() ? body : read.edits().apply(body);
        try {
            new WholeSteps(into).read(edited);
        } catch (JsonFault impossible) {
            throw new FailureException(new ReplyFailure.BadResponse("broken JSON"), impossible);
        }
    }

    /** Takes what the stream would send to a caller of this dialect: one event by each write, since it was given one by one. */
    private final class Sink extends OutputStream {
        private ReplyEvents into = event -> {};

        @Override
        public void write(int octet) throws IOException {
            throw new UnsupportedOperationException("an event has more than one byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            chunks.read(bytes, offset, offset + length, into);
        }
    }
}
