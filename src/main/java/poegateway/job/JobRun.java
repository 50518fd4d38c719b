package poegateway.job;

import java.util.function.IntConsumer;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.Wishes;
import poegateway.meter.Span;

/**
 * One job under way, as its work sees it.
 *
 * @param id of the job
 * @param caller whom it belongs to
 * @param timeline what it waits for; belongs to the thread of the job
 * @param span is told what models do for it
 * @param progressPercent is told how much of the work is done, 0 to 100, where that is known
 */
public record JobRun(String id, Caller caller, RequestTimeline timeline, Span span, IntConsumer progressPercent) {
    /** Stops the work: when its owner wants it no more, or the gateway ends. */
    public Cancellation cancellation() {
        return timeline.cancellation();
    }

    /** The job as a request that can be taken to Poe. */
    public ClientRequest request(Wishes wishes) {
        return new ClientRequest(id, caller, wishes, 0, HeaderFields.NONE, timeline, () -> {});
    }

    /** What is done in a job. */
    @FunctionalInterface
    public interface Work<R> {
        /**
         * Does it, on a virtual thread of its own, which may block. Called once, even where the job has been cancelled by then, so
         * that whatever it holds is given back.
         *
         * @throws poegateway.core.FailureException with what the job fails with
         */
        R run(JobRun run);
    }
}
