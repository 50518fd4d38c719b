package poegateway.meter;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import poegateway.core.Caller;
import poegateway.core.ClientFailure;
import poegateway.core.Failure;
import poegateway.core.RequestTimeline;
import poegateway.core.Usage;

/**
 * What happens to one request, told as it goes by the thread that serves it, and counted when it closes; when it happens
 * is told by its timeline. Closed exactly once. Nothing here fails: an observer that breaks must not break the request.
 */
public final class Span implements AutoCloseable {
    private static final int CALLER_GONE = 499;
    private static final String UNKNOWN_CALLER = "none";

    private final Meter meter;
    private final Meter.Request request;
    private final TraceContext trace;
    private final RequestTimeline timeline;
    private final long startMillis;
    private String key = UNKNOWN_CALLER;
    private @Nullable String model;
    private @Nullable String modelThatRan;
    private boolean stream;
    private @Nullable Usage usage;
    private @Nullable Failure failure;
    private @Nullable ChunkGaps gaps;
    private int status;
    private int attempts;
    private int poeStatus;
    private long bytesIn;
    private long bytesOut;
    private boolean closed;

    Span(Meter meter, Meter.Request request, TraceContext trace, RequestTimeline timeline, long startMillis) {
        this.meter = meter;
        this.request = request;
        this.trace = trace;
        this.timeline = timeline;
        this.startMillis = startMillis;
    }

    /** One whose end is told to nobody. */
    static Span uncounted(Meter meter, Meter.Request request, TraceContext trace, RequestTimeline timeline) {
        Span span = new Span(meter, request, trace, timeline, 0);
        span.closed = true;
        return span;
    }

    /** Where this request stands in its trace. */
    public TraceContext trace() {
        return trace;
    }

    /** Who asks; once the key is known. */
    public void caller(Caller caller) {
        key = caller.name();
    }

    /** The body was read: so many bytes. */
    public void received(long bytes) {
        bytesIn = bytes;
    }

    /** What is asked for; once the body was read. */
    public void asked(String wanted, boolean asStream) {
        model = wanted;
        if (asStream && !stream) {
            meter.streamBegins();
        }
        stream = asStream;
    }

    /** An attempt is sent to Poe; why is {@code first}, or the outcome of the failure that is mended by it. */
    public void attempt(String why) {
        attempts++;
        meter.attempt(why);
    }

    /** The head of Poe's reply came. */
    public void poeAnswered(int replyStatus) {
        poeStatus = replyStatus;
    }

    /** The model that answers, by Poe's word. */
    public void modelServed(String name) {
        modelThatRan = name;
    }

    /** Some events of the model's came at once. */
    public void chunks(int events) {
        if (events <= 0) {
            return;
        }
        ChunkGaps sorted = gaps;
        if (sorted == null) {
            sorted = new ChunkGaps();
            gaps = sorted;
        }
        sorted.record(events, timeline.nanoTime());
    }

    /** What the model counted; the last word stays. Counts that cannot be are not kept. */
    public void usage(Usage counted) {
        if (possible(counted.inputTokens()) && possible(counted.outputTokens())) {
            usage = counted;
        }
    }

    private static boolean possible(long tokens) {
        return tokens >= 0 && tokens <= Usage.TOKENS_MAX;
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
        return ServerTiming.of(timeline.spent(), attempts > 0);
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
            meter.ended(this, stream);
        }
    }

    RequestRecord completed() {
        Failure why = failure;
        String asked = model;
        return new RequestRecord(
                request,
                trace,
                key,
                Optional.ofNullable(asked),
                asked != null && meter.knows(asked),
                Optional.ofNullable(modelThatRan),
                stream,
                Optional.ofNullable(usage),
                why instanceof ClientFailure.CallerGone ? CALLER_GONE : status,
                why == null ? RequestRecord.OK : why.outcome(),
                times(),
                new RequestRecord.Traffic(attempts, poeStatus, bytesIn, bytesOut));
    }

    private RequestRecord.Times times() {
        RequestTimeline.Times times = timeline.times();
        return new RequestRecord.Times(
                startMillis,
                times.totalNanos(),
                times.overheadNanos(),
                times.firstEventNanos(),
                times.operationNanos(),
                times.firstChunkNanos());
    }

    @Nullable
    ChunkGaps gaps() {
        return gaps;
    }
}
