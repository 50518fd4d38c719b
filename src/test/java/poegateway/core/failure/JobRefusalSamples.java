package poegateway.core.failure;

import java.util.List;

/** What jobs cannot give, with typical values, for the reference of errors. */
final class JobRefusalSamples {
    private JobRefusalSamples() {}

    static List<FailureSample> all() {
        return List.of(
                FailureSample.of(
                        new JobRefusal.JobNotFound("Video", "video_0123456789abcdef0123456789abcdef"),
                        "A job is asked for that another key started, that was deleted, that ended more than `jobs.keep-for`"
                                + " ago, or that was lost when the gateway was started anew.",
                        "Fetch what a job made soon after its end, with the key that started it."),
                FailureSample.of(
                        new JobRefusal.Withdrawn(),
                        "The owner of a job cancelled it. Seen only in logs.",
                        "Nothing, if it was meant."));
    }
}
