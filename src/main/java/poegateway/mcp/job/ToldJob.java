package poegateway.mcp.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import poegateway.job.JobFailure;
import poegateway.job.JobState;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.message.McpJson;

/**
 * A job as tools tell it.
 *
 * @param number of jobs before it: newer ones have higher numbers
 * @param expiresAt when it is forgotten, as things stand
 */
record ToldJob(
        String id, long number, AskedTool asked, Instant createdAt, Instant expiresAt, JobState<ToolAnswer> state) {
    private static final String NEXT =
            "It continues, and is paid for once. Call get_job with this job_id to wait for it; do not start it "
                    + "again. list_jobs finds it later.";

    /** In few words. */
    ObjectNode summary() {
        ObjectNode summary = McpJson.object()
                .put("status", hasEnded() ? state.word() : "running")
                .put("job_id", id)
                .put("tool", asked.tool());
        if (!asked.model().isEmpty()) {
            summary.put("model", asked.model());
        }
        return summary.put("expires_at", expiresAt.toString());
    }

    boolean hasEnded() {
        return state instanceof JobState.Ended<ToolAnswer>;
    }

    /** How far it is, or what came of it. */
    ToolAnswer answer() {
        return switch (state) {
            case JobState.Completed<ToolAnswer> done -> completed(done.result());
            case JobState.Failed<ToolAnswer> failed -> failed(failed.failure());
            case JobState.Cancelled<ToolAnswer> cancelled ->
                ToolAnswer.failure("The job was cancelled. Poe may charge for what it had begun.");
            case JobState.Queued<ToolAnswer> queued -> running();
            case JobState.InProgress<ToolAnswer> working -> running();
        };
    }

    private ToolAnswer running() {
        return ToolAnswer.of(summary().put("next", NEXT));
    }

    private ToolAnswer completed(ToolAnswer made) {
        ObjectNode all = summary();
        made.structured().ifPresent(all::setAll);
        return new ToolAnswer(made.content(), Optional.of(all), made.failed());
    }

    private static ToolAnswer failed(JobFailure failure) {
        ObjectNode structured = McpJson.object();
        structured.putObject("error").put("code", failure.code()).put("message", failure.message());
        ToolAnswer words = ToolAnswer.failure(failure.message() + " (" + failure.code() + ")");
        return new ToolAnswer(words.content(), Optional.of(structured), true);
    }
}
