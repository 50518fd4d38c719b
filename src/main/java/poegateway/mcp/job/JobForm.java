package poegateway.mcp.job;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import poegateway.job.Job;
import poegateway.job.JobKind;
import poegateway.job.JobState;
import poegateway.job.Jobs;
import poegateway.mcp.feature.ToolAnswer;

/**
 * How jobs of one kind are told by tools.
 *
 * @param asked what one was begun with
 * @param answer what came of one, by what it was begun with
 */
public record JobForm<A, R>(JobKind<A, R> kind, Function<A, AskedTool> asked, BiFunction<A, R, ToolAnswer> answer) {
    Optional<ToldJob> find(Jobs jobs, String owner, String id) {
        return jobs.find(owner, kind, id).map(this::told);
    }

    List<ToldJob> list(Jobs jobs, String owner) {
        return jobs.list(owner, kind).stream().map(this::told).toList();
    }

    void cancel(Jobs jobs, String owner, String id) {
        var unused = jobs.cancel(owner, kind, id);
    }

    void remove(Jobs jobs, String owner, String id) {
        var unused = jobs.remove(owner, kind, id);
    }

    private ToldJob told(Job<A, R> job) {
        return new ToldJob(
                job.id(),
                job.number(),
                asked.apply(job.asked()),
                job.createdAt(),
                job.expiresAt(),
                told(job.asked(), job.state()));
    }

    private JobState<ToolAnswer> told(A begun, JobState<R> state) {
        return switch (state) {
            case JobState.Queued<R> queued -> new JobState.Queued<>();
            case JobState.InProgress<R> working ->
                new JobState.InProgress<>(working.since(), working.progressPercent());
            case JobState.Completed<R> done -> new JobState.Completed<>(answer.apply(begun, done.result()), done.at());
            case JobState.Failed<R> failed -> new JobState.Failed<>(failed.failure(), failed.at());
            case JobState.Cancelled<R> cancelled -> new JobState.Cancelled<>(cancelled.at());
        };
    }
}
