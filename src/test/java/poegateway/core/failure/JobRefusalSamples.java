package poegateway.core.failure;

import java.util.List;

/** What jobs cannot give, with typical values, for the reference of errors. */
final class JobRefusalSamples {
    private JobRefusalSamples() {}

    static List<FailureSample> all() {
        return List.of(
                FailureSample.of(
                        new JobRefusal.JobNotFound("Video", "video_0123456789abcdef0123456789abcdef", false),
                        "A job is asked for that another key started, that was deleted, that ended more than `jobs.keep-for`"
                                + " ago, or that was lost when the gateway was started anew.",
                        "Fetch what a job made soon after its end, with the key that started it."),
                FailureSample.of(
                        new JobRefusal.JobUnfinished("Video", "video_0123456789abcdef0123456789abcdef", "in_progress"),
                        "The content of a video is asked for while it is made.",
                        "Ask `GET /v1/videos/{id}` until its status is `completed`; OpenAI's clients can poll."),
                FailureSample.of(
                        new JobRefusal.JobFailed(
                                "Video", "video_0123456789abcdef0123456789abcdef", "Poe did not answer in time."),
                        "The content of a video is asked for that failed.",
                        "Read `error` of `GET /v1/videos/{id}`, and start another one."),
                FailureSample.of(
                        new JobRefusal.Withdrawn(),
                        "The owner of a job cancelled it. Seen only in logs.",
                        "Nothing, if it was meant."));
    }
}
