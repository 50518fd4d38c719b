package poegateway.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import poegateway.core.Caller;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;

/**
 * What happens to one request, told as it goes by the thread that serves it, and counted when it closes; when it happens
 * is told by its timeline, and what models do for it by its {@link Operation}s. Closed exactly once. Nothing here fails: an
 * observer that breaks must not break the request.
 */
public final class Span implements AutoCloseable {
    private static final int CALLER_GONE = 499;
    private static final String UNKNOWN_CALLER = "none";

    private final Meter meter;
    private final Meter.Request request;
    private final TraceContext trace;
    private final RequestTimeline timeline;
    private final long startMillis;
    private final List<Operation> operations = new CopyOnWriteArrayList<>();
    private String key = UNKNOWN_CALLER;
    private @Nullable Failure failure;
    private int status;
    private long bytesIn;
    private long bytesOut;
    private boolean closed;
    private volatile boolean poeAsked;

    Span(Meter meter, Meter.Request request, TraceContext trace, RequestTimeline timeline, long startMillis) {
        this.meter = meter;
        this.request = request;
        this.trace = trace;
        this.timeline = timeline;
        this.startMillis = startMillis;
    }

    /** Who asks; once the key is known. */
    public void caller(Caller caller) {
        key = caller.name();
    }

    /** The body was read: so many bytes. */
    public void received(long bytes) {
        bytesIn = bytes;
    }

    /**
     * A call of a model begins. Any thread may begin one; it is told of by itself when it closes, and with this request if it
     * began before that ended.
     *
     * @param name what the model is to do, by OpenTelemetry's {@code gen_ai.operation.name}
     */
    public Operation operation(String name) {
        Operation begun = new Operation(meter, trace, name, timeline::nanoTime, () -> poeAsked = true);
        operations.add(begun);
        return begun;
    }

    /** Attempts at Poe so far, over all calls of models. */
    public int attempts() {
        return operations.stream().mapToInt(Operation::attempts).sum();
    }

    /** Where this request stands in its trace, as a header for what goes on with it. */
    public String traceparent() {
        return trace.traceparent();
    }

    /** The head of the answer leaves. */
    public void answered(int answerStatus) {
        status = answerStatus;
        timeline.answered();
    }

    /**
     * For the header {@code Server-Timing}: what the gateway itself and Poe took so far, in milliseconds. Any thread may
     * ask; the figures may be a moment old then.
     */
    public String serverTiming() {
        return ServerTiming.of(timeline.spent(), poeAsked);
    }

    /** The body of the answer had so many bytes. */
    public void sent(long bytes) {
        bytesOut = bytes;
    }

    /** What went wrong; the first stays. */
    public void failed(Failure why) {
        if (failure == null) {
            failure = why;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            meter.ended(this);
        }
    }

    private List<OperationRecord> completedOperations() {
        List<OperationRecord> records = new ArrayList<>(operations.size());
        for (Operation operation : operations) {
            OperationRecord completed = operation.completed();
            if (completed != null) {
                records.add(completed);
            }
        }
        return records;
    }

    RequestRecord completed() {
        Failure why = failure;
        RequestTimeline.Times times = timeline.times();
        return new RequestRecord(
                request,
                trace,
                key,
                completedOperations(),
                why instanceof ClientFailure.CallerGone ? CALLER_GONE : status,
                why == null ? RequestRecord.OK : why.outcome(),
                Optional.ofNullable(why).map(Failure::code).map(LoggedText::name),
                new RequestRecord.Times(
                        startMillis, times.totalNanos(), times.overheadNanos(), times.firstEventNanos()),
                new RequestRecord.Traffic(bytesIn, bytesOut));
    }
}
