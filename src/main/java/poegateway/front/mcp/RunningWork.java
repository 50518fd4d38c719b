package poegateway.front.mcp;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import poegateway.core.Cancellation;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.mcp.McpEndpoint;
import poegateway.mcp.McpReply;
import poegateway.mcp.McpRequest;

/** The work on one request, on a thread of its own, as the thread that answers it sees it. */
final class RunningWork implements AutoCloseable {
    private final MessageQueue queue = new MessageQueue();
    private final Cancellation own = new Cancellation();
    private final RequestTimeline timeline;
    private final boolean endsWithCaller;
    private final Cancellation.Registration ends;
    private Optional<MessageQueue.Entry> peeked = Optional.empty();

    /**
     * Work that has not begun.
     *
     * @param endsWithCaller whether nobody else can want it. Where each request stands alone, whoever leaves withdraws it; in a session it
     *     goes on, since there is a message that withdraws it
     * @param timeline is that of whoever waits for the answer
     */
    RunningWork(boolean endsWithCaller, RequestTimeline timeline) {
        this.endsWithCaller = endsWithCaller;
        this.timeline = timeline;
        this.ends = timeline.cancellation().onCancel(this::callerEnds);
    }

    /** Begins; {@code request} makes it of where messages go and of what ends it. */
    void begin(McpEndpoint endpoint, Function<RunningWork, McpRequest> request) {
        McpRequest made = request.apply(this);
        begin(() -> endpoint.answer(made));
    }

    /** Begins what has an answer, or none. */
    void begin(Supplier<Optional<McpReply>> work) {
        Thread.startVirtualThread(() -> {
            try {
                queue.end(new MessageQueue.Entry.Answered(work.get()));
            } catch (RuntimeException | Error bug) {
                queue.end(new MessageQueue.Entry.Broken(bug));
            }
        });
    }

    MessageQueue queue() {
        return queue;
    }

    /** Ends the work. */
    Cancellation cancellation() {
        return own;
    }

    private void callerEnds() {
        Failure why = Objects.requireNonNull(timeline.cancellation().reason());
        boolean callers = why instanceof ClientFailure;
        if (endsWithCaller || !callers) {
            own.cancel(why);
        }
        if (callers) {
            queue.end(new MessageQueue.Entry.Abandoned());
        }
    }

    /** Waits a moment for what comes first; empty when nothing does. It stays the next. */
    Optional<MessageQueue.Entry> first(Duration within) {
        RequestPhase before = timeline.enter(RequestPhase.AWAITING_PARTS);
        try {
            peeked = queue.poll(within);
            return peeked;
        } finally {
            timeline.enter(before);
        }
    }

    /** What comes next; the wait for it has no limit but those of the work. */
    MessageQueue.Entry next() {
        if (peeked.isPresent()) {
            MessageQueue.Entry first = peeked.get();
            peeked = Optional.empty();
            return first;
        }
        RequestPhase before = timeline.enter(RequestPhase.AWAITING_PARTS);
        try {
            return queue.take();
        } finally {
            timeline.enter(before);
        }
    }

    /** What comes at last; all that is said before is left out. */
    MessageQueue.Entry last() {
        MessageQueue.Entry entry = next();
        while (entry instanceof MessageQueue.Entry.Said) {
            entry = next();
        }
        return entry;
    }

    boolean isSilent() {
        return peeked.isEmpty() && queue.isEmpty();
    }

    /** Why nobody waits any more. */
    FailureException abandoned() {
        return new FailureException(
                Objects.requireNonNull(timeline.cancellation().reason()));
    }

    @Override
    public void close() {
        ends.close();
        queue.close();
    }
}
