package poegateway.job;

import java.time.Instant;
import java.util.OptionalInt;

/** How far a job is. */
public sealed interface JobState<R> {
    /** Its work has not begun. */
    record Queued<R>() implements JobState<R> {}

    /**
     * Its work is under way.
     *
     * @param progressPercent how much of it is done, 0 to 100, where whoever does it tells
     */
    record InProgress<R>(Instant since, OptionalInt progressPercent) implements JobState<R> {}

    /** It will not change any more. */
    sealed interface Ended<R> extends JobState<R> {
        Instant at();
    }

    record Completed<R>(R result, Instant at) implements Ended<R> {}

    record Failed<R>(JobFailure failure, Instant at) implements Ended<R> {}

    /** Its owner wanted it no more. */
    record Cancelled<R>(Instant at) implements Ended<R> {}

    /** As it is called wherever it is shown. */
    default String word() {
        return switch (this) {
            case Queued<R> queued -> "queued";
            case InProgress<R> inProgress -> "in_progress";
            case Completed<R> completed -> "completed";
            case Failed<R> failed -> "failed";
            case Cancelled<R> cancelled -> "cancelled";
        };
    }
}
