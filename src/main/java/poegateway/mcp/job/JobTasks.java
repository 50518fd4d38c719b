package poegateway.mcp.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import poegateway.job.JobState;
import poegateway.mcp.feature.McpTasks;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.message.McpJson;

/** Jobs as tasks of the protocol. None of them asks anything while it runs. */
final class JobTasks implements McpTasks {
    private static final long POLL_MILLIS = 2_000;
    private static final int BUG = -32_603;
    private static final int BUG_STATUS = 500;

    private final ToolJobs jobs;

    JobTasks(ToolJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public Optional<ObjectNode> find(String owner, String id) {
        return jobs.find(owner, id).map(JobTasks::task);
    }

    @Override
    public void onEnd(String owner, String id, Consumer<ObjectNode> told) {
        jobs.onEnd(owner, id, () -> find(owner, id).ifPresent(told));
    }

    @Override
    public boolean cancel(String owner, String id) {
        return jobs.cancel(owner, id);
    }

    @Override
    public boolean answer(String owner, String id, ObjectNode answers) {
        return jobs.find(owner, id).isPresent();
    }

    /** A job as a task, with what came of it. What a tool could not do is a result too. */
    static ObjectNode task(ToldJob job) {
        ObjectNode task = McpJson.object().put("taskId", job.id());
        switch (job.state()) {
            case JobState.Queued<ToolAnswer> queued -> task.put("status", "working");
            case JobState.InProgress<ToolAnswer> working -> task.put("status", "working");
            case JobState.Cancelled<ToolAnswer> cancelled -> task.put("status", "cancelled");
            case JobState.Completed<ToolAnswer> done -> completed(task, job);
            case JobState.Failed<ToolAnswer> failed -> {
                if (failed.failure().status() == BUG_STATUS) {
                    broken(task, failed.failure().message());
                } else {
                    completed(task, job);
                }
            }
        }
        return task.put("createdAt", job.createdAt().toString())
                .put("lastUpdatedAt", updatedAt(job).toString())
                .put("ttlMs", Duration.between(job.createdAt(), job.expiresAt()).toMillis())
                .put("pollIntervalMs", POLL_MILLIS);
    }

    private static void completed(ObjectNode task, ToldJob job) {
        task.put("status", "completed").set("result", job.answer().json().put("resultType", "complete"));
    }

    private static void broken(ObjectNode task, String message) {
        task.put("status", "failed").put("statusMessage", message);
        task.putObject("error").put("code", BUG).put("message", message);
    }

    private static Instant updatedAt(ToldJob job) {
        return switch (job.state()) {
            case JobState.Queued<ToolAnswer> queued -> job.createdAt();
            case JobState.InProgress<ToolAnswer> working -> working.since();
            case JobState.Ended<ToolAnswer> ended -> ended.at();
        };
    }
}
