package poegateway.dialect.responses;

import java.io.IOException;
import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.PassthroughStream;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.responses.event.FailedEvent;
import poegateway.dialect.responses.event.NamelessError;
import poegateway.dialect.responses.event.ResponseFrame;
import poegateway.wire.ByteRange;
import poegateway.wire.json.JsonSlice;

/**
 * Carries the events of a response to a caller of the same dialect. Each is proven to be JSON; only those with a whole item, part or
 * response are parsed. What opens a response is no word of the model's, so a failure after it can still become a status. A stream
 * ends with {@code response.completed}, {@code response.incomplete} or {@code response.failed}; what Poe sends behind that, such as
 * the end mark of chat completions, is not passed. Not thread-safe but for {@link #heartbeat()}.
 */
final class ResponsesStream extends PassthroughStream {
    private static final byte[] NOTHING = {};

    private final ReplyContext context;
    private final ResponseWatch watch;
    private Optional<Usage> usage = Optional.empty();
    private String id = "";
    private String model = "";
    /** Number of the first event, by one whose number was read. */
    private long firstSequence;

    private boolean failureShown;

    ResponsesStream(ReplyContext context, ResponseWatch watch, int eventLimitBytes, MemoryLease memory) {
        super(eventLimitBytes, memory);
        this.context = context;
        this.watch = watch;
    }

    @Override
    public Optional<Usage> usage() {
        return usage;
    }

    @Override
    public Optional<String> model() {
        return Optional.of(model).filter(name -> !name.isEmpty());
    }

    /** {@inheritDoc} There is none: every event has a number that must not come twice, so a comment is sent in its place. */
    @Override
    public byte[] heartbeat() {
        return NOTHING;
    }

    @Override
    public byte[] errorEvent(Failure failure) {
        return failureShown
                ? NOTHING
                : FailedEvent.of(
                        failure,
                        new FailedEvent.Shown(
                                id, context.createdSeconds(), modelShown(), firstSequence + eventCount()));
    }

    private String modelShown() {
        return model.isEmpty() ? context.opening().model() : model;
    }

    @Override
    protected void event(byte[] bytes, int from, int to) throws IOException {
        ResponseFrame frame = ResponseFrame.of(bytes, from, to);
        if (frame.isEndMark()) {
            throw new FailureException(new ReplyFailure.Truncated());
        }
        requireJson(bytes, frame.from(), frame.to());
        take(frame, from, to);
    }

    private void take(ResponseFrame frame, int from, int to) throws IOException {
        switch (frame.kind()) {
            case OPENING -> opening(frame, from, to);
            case ITEM_DONE -> itemDone(frame, from, to);
            case ITEM_ADDED, PART -> {
                begin();
                pass(frame, from, to, ReadEvent.read(frame));
            }
            case OF_RESPONSE -> {
                begin();
                pass(frame.bytes(), from, to);
            }
            case COMPLETED, INCOMPLETE -> finished(frame, from, to);
            case FAILED -> failed(frame, from, to);
            case ERROR -> error(frame, from, to);
            case OTHER -> other(frame, from, to);
        }
    }

    private void opening(ResponseFrame frame, int from, int to) throws IOException {
        ReadEvent read = ReadEvent.read(frame);
        note(read);
        pass(frame, from, to, read);
    }

    private void itemDone(ResponseFrame frame, int from, int to) throws IOException {
        begin();
        ReadEvent read = ReadEvent.read(frame);
        if (!read.item().equals(ByteRange.NONE)) {
            watch.itemDone(
                    new JsonSlice(frame.bytes(), read.item().from(), read.item().to()));
        }
        pass(frame, from, to, read);
    }

    private void finished(ResponseFrame frame, int from, int to) throws IOException {
        ReadEvent read = ReadEvent.read(frame);
        ResponseObject response = read.response();
        if (response == null) {
            throw new FailureException(new ReplyFailure.BadResponse("its last event holds no response"));
        }
        note(read);
        byte[] told = read.ofResponse()
                .apply(frame.bytes(), response.at().from(), response.at().to());
        watch.finished(new JsonSlice(told, 0, told.length));
        begin();
        pass(frame, from, to, read);
        finish();
    }

    private void failed(ResponseFrame frame, int from, int to) throws IOException {
        ReadEvent read = ReadEvent.read(frame);
        note(read);
        ResponseObject response = read.response();
        ByteRange told = response == null ? new ByteRange(frame.from(), frame.to()) : response.at();
        Failure failure = context.errors().readEvent(frame.bytes(), told.from(), told.to());
        if (!started()) {
            throw new FailureException(failure);
        }
        pass(frame, from, to, read);
        failureShown = true;
        throw exceptionOf(failure);
    }

    /** It does not say that the response has ended, which clients wait for: the failure follows it. */
    private void error(ResponseFrame frame, int from, int to) throws IOException {
        Failure failure = context.errors().readEvent(frame.bytes(), frame.from(), frame.to());
        if (!started()) {
            throw new FailureException(failure);
        }
        pass(frame, from, to, ReadEvent.read(frame));
        throw exceptionOf(failure);
    }

    private void other(ResponseFrame frame, int from, int to) throws IOException {
        Optional<Failure> error = NamelessError.find(frame, context.errors());
        if (error.isEmpty()) {
            pass(frame.bytes(), from, to);
            return;
        }
        throw exceptionOf(error.get());
    }

    private void note(ReadEvent read) {
        ResponseObject response = read.response();
        if (response == null) {
            return;
        }
        id = response.id().isEmpty() ? id : response.id();
        model = response.model().isEmpty() ? model : response.model();
        if (response.usage().isPresent()) {
            usage = response.usage();
        }
    }

    private void pass(ResponseFrame frame, int from, int to, ReadEvent read) throws IOException {
        read.sequence().ifPresent(number -> firstSequence = number - eventCount());
        if (read.edits().isEmpty()) {
            pass(frame.bytes(), from, to);
        } else {
            byte[] edited = read.edits().apply(frame.bytes(), from, to);
            pass(edited, 0, edited.length);
        }
    }

    /** An event that no blank line ends is one if it is whole, since that is proven; what is cut is none. */
    @Override
    protected void lastEvent(byte[] bytes, int from, int to) throws IOException {
        ResponseFrame frame = ResponseFrame.of(bytes, from, to);
        if (isJson(bytes, frame.from(), frame.to())) {
            take(frame, from, to);
        }
    }
}
