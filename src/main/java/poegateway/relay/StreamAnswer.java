package poegateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.ReplyStream;
import poegateway.meter.Operation;
import poegateway.relay.reply.ReplyBudget;
import poegateway.upstream.PoeReply;
import poegateway.wire.LeasedOutput;

/** A stream that is passed through: read, write what may go on, and flush when Poe lets us wait. */
final class StreamAnswer implements Answer {
    /** Most streams bring a few hundred bytes at a time, and thousands of them wait side by side. */
    private static final int FIRST_BUFFER_BYTES = 2 * 1024;

    private static final int LAST_BUFFER_BYTES = 16 * 1024;

    private final PoeReply reply;
    private final ReplyStream stream;
    private final RequestTimeline timeline;
    private final Operation operation;
    private final ReplyBudget.Lease memory;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private final LeasedOutput beginning;
    private boolean ended;
    private @Nullable FailureException broken;
    private Map<String, String> headers = Map.of();
    private UnaryOperator<Failure> onBreak = UnaryOperator.identity();

    private StreamAnswer(
            PoeReply reply,
            ReplyStream stream,
            RequestTimeline timeline,
            Operation operation,
            ReplyBudget.Lease memory) {
        this.reply = reply;
        this.stream = stream;
        this.timeline = timeline;
        this.operation = operation;
        this.memory = memory;
        this.beginning = new LeasedOutput(memory);
    }

    /** Waits for the first event, so that an error in its place can still become a status. */
    static StreamAnswer begin(
            PoeReply reply,
            ReplyStream stream,
            RequestTimeline timeline,
            Operation operation,
            ReplyBudget.Lease memory) {
        StreamAnswer answer = new StreamAnswer(reply, stream, timeline, operation, memory);
        answer.readBeginning();
        return answer;
    }

    StreamAnswer withHeaders(Map<String, String> named) {
        headers = named;
        return this;
    }

    /** Is told when the stream breaks after its beginning, and says what the caller is to hear. */
    void onBreak(UnaryOperator<Failure> told) {
        onBreak = told;
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Map<String, String> headers() {
        return headers;
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream caller) throws IOException {
        try {
            pour(caller);
        } catch (UncheckedIOException callerGone) {
            throw callerGone.getCause();
        } catch (OutOfMemoryError tooMuch) {
            throw ReplyBudget.outOfHeap();
        } catch (FailureException cut) {
            stream.breakOff(caller);
            if (!stream.done()) {
                throw new FailureException(onBreak.apply(midStream(cut.failure())), cut);
            }
        } finally {
            stream.usage().ifPresent(operation::usage);
        }
    }

    private void pour(OutputStream caller) throws IOException {
        reply.beforeWait(() -> beforeWait(caller));
        beginning.moveTo(caller);
        if (broken != null) {
            throw broken;
        }
        while (!ended && !stream.done()) {
            pass(read(), caller);
        }
        drain();
    }

    @Override
    public byte[] heartbeat() {
        return stream.heartbeat();
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return stream.errorEvent(failure);
    }

    @Override
    public void close() {
        reply.close();
        timeline.poeEnds();
        memory.close();
    }

    private void readBeginning() {
        try {
            while (!ended && !stream.started() && !stream.done()) {
                pass(reply.read(buffer, 0), beginning);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // memory does not refuse to be written to
        } catch (FailureException failed) {
            if (!stream.started()) {
                throw failed;
            }
            broken = failed; // it came in one read with events: the caller sees them first, as if it had come later
        }
        operation.firstEventCame();
        timeline.firstEventCame();
    }

    private static Failure midStream(Failure cut) {
        return cut instanceof ReplyFailure.Closed ? new ReplyFailure.Closed(true) : cut;
    }

    private void pass(int read, OutputStream out) throws IOException {
        if (read < 0) {
            ended = true;
            stream.end(reply.isSelfDelimiting(), out);
        } else {
            int before = stream.eventCount();
            stream.feed(buffer, 0, read, out);
            operation.chunks(stream.eventCount() - before);
            if (read == buffer.length && read < LAST_BUFFER_BYTES) {
                buffer = new byte[2 * read]; // much comes at once
            }
        }
    }

    private int read() {
        try {
            return reply.read(buffer, 0);
        } finally {
            timeline.resume(); // most chunks were not waited for, and cost no transition
        }
    }

    /** Reads the end of a finished reply, which costs nothing and lets the connection live on. */
    private void drain() {
        try {
            while (!ended) {
                ended = reply.read(buffer, 0) < 0;
            }
        } catch (FailureException afterTheEnd) {
            ended = true; // the caller has everything: a broken connection no longer matters
        } finally {
            timeline.resume();
        }
    }

    /** What has arrived is read without a look at the clock. The caller comes first: while it is written to, Poe is not awaited. */
    private void beforeWait(OutputStream caller) {
        try {
            caller.flush();
        } catch (IOException callerGone) {
            throw new UncheckedIOException(callerGone);
        }
        if (!stream.done()) {
            timeline.enter(RequestPhase.AWAITING_BYTES);
        } else if (timeline.phase() != RequestPhase.DRAINING) {
            timeline.enter(RequestPhase.DRAINING); // one limit for all that is left
        }
    }
}
