package poegateway.dialect.responses;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import poegateway.core.MemoryLease;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyAssembler;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.WholeReply;
import poegateway.wire.json.JsonEdits;
import poegateway.wire.json.JsonSlice;

/** Makes a whole reply of a stream: its last event holds it. */
final class LastResponse implements ReplyAssembler, ResponseWatch {
    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final ReplyContext context;
    private final ResponseWatch watch;
    private final ResponsesStream stream;
    private final long replyLimitBytes;
    private long readBytes;
    private @Nullable JsonSlice response;

    /** @param replyLimitBytes most bytes of the stream */
    LastResponse(ReplyContext context, ResponseWatch watch, int eventLimitBytes, long replyLimitBytes) {
        this.context = context;
        this.watch = watch;
        this.stream = new ResponsesStream(context, this, eventLimitBytes, MemoryLease.UNCOUNTED);
        this.replyLimitBytes = replyLimitBytes;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length) {
        readBytes += length;
        if (readBytes > replyLimitBytes) {
            throw new FailureException(new ReplyFailure.TooLarge(replyLimitBytes));
        }
        try {
            stream.feed(bytes, offset, length, NOWHERE);
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written", impossible);
        }
    }

    @Override
    public boolean done() {
        return stream.done();
    }

    @Override
    public WholeReply end(boolean marked) {
        try {
            stream.end(marked, NOWHERE);
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written", impossible);
        }
        JsonSlice last = response;
        if (last == null) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        WholeReply read = ResponsesReply.read(last.source(), context, ResponseWatch.NONE);
        byte[] edited = read.edits().isEmpty() ? read.body() : read.edits().apply(read.body());
        return WholeReply.of(edited, JsonEdits.NONE, read.usage(), read.model()).reframedAs("stream-to-whole");
    }

    @Override
    public void itemDone(JsonSlice item) {
        watch.itemDone(item);
    }

    @Override
    public void finished(JsonSlice last) {
        watch.finished(last);
        response = new JsonSlice(Arrays.copyOfRange(last.source(), last.from(), last.to()), 0, last.length());
    }
}
