package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import poegateway.job.Job;
import poegateway.job.JobState;
import poegateway.mcp.feature.McpCall;
import poegateway.mcp.feature.ToolAnswer;
import poegateway.mcp.message.McpJson;
import poegateway.media.video.AskedVideo;
import poegateway.media.video.MadeVideo;
import poegateway.media.video.Videos;

/** Waits for videos, as long as a client can wait, and tells how far they are. What is paid is not lost: the wait ends, and not the work. */
final class VideoJobs {
    private static final long WAIT_SECONDS = 45;
    private static final long WAIT_SECONDS_MAX = 600;

    private final Videos videos;

    VideoJobs(Videos videos) {
        this.videos = videos;
    }

    Videos videos() {
        return videos;
    }

    /** How long the client wants to wait. */
    static Duration wait(ToolArguments arguments) {
        return Duration.ofSeconds(
                arguments.whole("wait_seconds", 0, WAIT_SECONDS_MAX).orElse(WAIT_SECONDS));
    }

    /** Waits for one, and tells how far it is then. */
    ToolAnswer await(McpCall call, String id, Duration wait) {
        String owner = call.origin().caller().id();
        return answer(wait.isZero() ? videos.get(owner, id) : videos.await(owner, id, wait, call.cancellation()));
    }

    private static ToolAnswer answer(Job<AskedVideo, MadeVideo> job) {
        ObjectNode structured = summary(job);
        return switch (job.state()) {
            case JobState.Completed<MadeVideo> done -> {
                String link = done.result().link();
                structured.putArray("media").addObject().put("url", link).put("mime_type", "video/mp4");
                ToolAnswer answer = ToolAnswer.of(structured);
                answer.content().add(ToolAnswer.link(link, "video", "video/mp4"));
                yield answer;
            }
            case JobState.Failed<MadeVideo> failed ->
                ToolAnswer.failure(
                        failed.failure().message() + " (" + failed.failure().code() + ")");
            case JobState.Cancelled<MadeVideo> cancelled -> ToolAnswer.failure("The job was cancelled.");
            case JobState.Queued<MadeVideo> queued -> running(structured);
            case JobState.InProgress<MadeVideo> working -> running(structured);
        };
    }

    private static ToolAnswer running(ObjectNode structured) {
        structured.put(
                "next",
                "It goes on, and is paid once. Call get_job with this job_id to wait for it; do not ask for it anew.");
        return ToolAnswer.of(structured);
    }

    /** A job in few words. */
    static ObjectNode summary(Job<AskedVideo, MadeVideo> job) {
        String word = job.hasEnded() ? job.state().word() : "running";
        return McpJson.object()
                .put("status", word)
                .put("job_id", job.id())
                .put("model", job.asked().model())
                .put("expires_at", job.expiresAt().toString());
    }
}
