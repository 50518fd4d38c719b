package poegateway.meter;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import poegateway.core.Usage;
import poegateway.core.failure.Failure;

/**
 * What happens to one call of a model, told as it goes and counted when it closes. A request has any number of them, and one
 * may outlive it. Told by one thread at a time. Nothing here fails: an observer that breaks must not break the call.
 */
public final class Operation implements AutoCloseable {
    private static final long NONE = RequestRecord.NONE;
    private static final String FIRST = "first";

    private final Meter meter;
    private final TraceContext trace;
    private final String name;
    private final LongSupplier nanoTime;
    private final Runnable onAttempt;
    private @Nullable String model;
    private @Nullable String modelThatRan;
    private boolean stream;
    private @Nullable Usage usage;
    private @Nullable Failure failure;
    private @Nullable ChunkGaps gaps;
    private int attempts;
    private @Nullable String mended;
    private int poeStatus;
    private Optional<String> poeRequestId = Optional.empty();
    private long firstAttemptNanos;
    private long firstChunkNanos = NONE;
    private long endNanos;
    private @Nullable Consumer<OperationEnd> onEnd;
    private boolean closed;
    private ToolWork tools = ToolWork.NONE;
    private volatile @Nullable OperationRecord ended;

    /** {@code onAttempt} runs with each attempt. */
    Operation(Meter meter, TraceContext trace, String name, LongSupplier nanoTime, Runnable onAttempt) {
        this.meter = meter;
        this.trace = trace;
        this.name = name;
        this.nanoTime = nanoTime;
        this.onAttempt = onAttempt;
    }

    /** Where this call stands in its trace. */
    public TraceContext trace() {
        return trace;
    }

    /** What is asked for; a call that is never told this is not counted. */
    public void asked(String wanted, boolean asStream) {
        model = wanted;
        if (asStream && !stream) {
            meter.streamBegins();
        }
        stream = asStream;
    }

    /** An attempt is sent to Poe; why is {@code first}, or the outcome of the failure that is mended by it. */
    public void attempt(String why) {
        if (attempts == 0) {
            firstAttemptNanos = nanoTime.getAsLong();
        }
        attempts++;
        onAttempt.run();
        meter.attempt(why);
    }

    /** Attempts at Poe so far. */
    public int attempts() {
        return attempts;
    }

    /** What came is not what the caller can use: the attempt that begins another try is to mend this outcome. */
    public void mends(String outcome) {
        mended = outcome;
    }

    /** Why an attempt is made that no failure of another made necessary: {@code first}, or what it is to mend. */
    public String beginning() {
        return mended == null ? FIRST : mended;
    }

    /** The head of Poe's reply came, with the id that Poe gave to it, in visible ASCII. */
    public void poeAnswered(int replyStatus, Optional<String> requestId) {
        poeStatus = replyStatus;
        poeRequestId = requestId;
    }

    /** The first event, or the head of a whole reply, is there. The first time counts. */
    public void firstEventCame() {
        if (firstChunkNanos == NONE) {
            firstChunkNanos = nanoTime.getAsLong() - firstAttemptNanos;
        }
    }

    /** The model that answers, by Poe's word. */
    public void modelServed(String served) {
        modelThatRan = served;
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
        sorted.record(events, nanoTime.getAsLong());
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

    /** An answer called so many tools of the gateway, which are about to be run. */
    public void toolRound(int calls) {
        tools = tools.plus(new ToolWork(1, calls, 0));
    }

    /** So many of these calls gave errors. */
    public void toolErrors(int errors) {
        tools = tools.plus(new ToolWork(0, 0, errors));
    }

    /** What went wrong; the first stays. */
    public void failed(Failure why) {
        if (failure == null) {
            failure = why;
        }
    }

    /** Is told how it ended; there is one who is, the last. It must not fail. */
    public void onEnd(Consumer<OperationEnd> listener) {
        onEnd = listener;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            endNanos = nanoTime.getAsLong();
            ended = completed();
            if (onEnd != null) {
                onEnd.accept(new OperationEnd(attempts, Optional.ofNullable(usage), Optional.ofNullable(failure)));
            }
            meter.ended(this, stream);
        }
    }

    /** Null as long as it is not known what is asked for. */
    @Nullable
    OperationRecord completed() {
        OperationRecord whole = ended;
        String asked = model;
        return whole != null || asked == null ? whole : record(asked);
    }

    @Nullable
    ChunkGaps gaps() {
        return gaps;
    }

    private OperationRecord record(String asked) {
        Failure why = failure;
        return new OperationRecord(
                name,
                asked,
                meter.knows(asked),
                Optional.ofNullable(modelThatRan),
                stream,
                Optional.ofNullable(usage),
                tools,
                attempts,
                poeStatus,
                poeRequestId,
                why == null ? RequestRecord.OK : why.outcome(),
                attempts == 0 ? NONE : (closed ? endNanos : nanoTime.getAsLong()) - firstAttemptNanos,
                attempts == 0 ? NONE : firstChunkNanos);
    }
}
