package poegateway.media.video;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import poegateway.job.Job;
import poegateway.job.JobFailure;
import poegateway.job.JobState;
import poegateway.wire.json.JsonWriter;

/** Jobs for videos in OpenAI's form. */
public final class VideoObjects {
    private static final int DONE = 100;

    private VideoObjects() {}

    /** One of them. */
    public static byte[] one(Job<AskedVideo, MadeVideo> job) {
        JsonWriter json = new JsonWriter();
        write(job, json);
        return json.written().toByteArray();
    }

    /** A part of the list. */
    public static byte[] list(List<Job<AskedVideo, MadeVideo>> jobs, boolean hasMore) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("object").word("list").name("data").beginArray();
        jobs.forEach(job -> write(job, json));
        json.endArray();
        id("first_id", jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.getFirst()), json);
        id("last_id", jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.getLast()), json);
        return json.name("has_more").value(hasMore).endObject().written().toByteArray();
    }

    /** What is said of one that was deleted. */
    public static byte[] deleted(String id) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("id").value(id).name("object").word("video.deleted");
        return json.name("deleted").value(true).endObject().written().toByteArray();
    }

    private static void id(String name, Optional<Job<AskedVideo, MadeVideo>> job, JsonWriter json) {
        text(name, job.map(Job::id), json);
    }

    private static void write(Job<AskedVideo, MadeVideo> job, JsonWriter json) {
        AskedVideo asked = job.asked();
        boolean completed = job.state() instanceof JobState.Completed;
        Optional<Instant> ended =
                job.state() instanceof JobState.Ended<MadeVideo> end ? Optional.of(end.at()) : Optional.empty();
        json.beginObject().name("id").value(job.id()).name("object").word("video");
        json.name("model").value(asked.model()).name("status").word(status(job.state()));
        json.name("progress").value(progress(job.state()));
        json.name("created_at").value(job.createdAt().getEpochSecond());
        time("completed_at", ended.filter(at -> completed), json);
        time("expires_at", ended.map(at -> job.expiresAt()), json);
        json.name("prompt").value(asked.prompt());
        text("size", asked.size(), json);
        text("seconds", asked.seconds(), json);
        json.name("remixed_from_video_id").nullValue().name("error");
        failure(job.state()).ifPresentOrElse(why -> error(why, json), json::nullValue);
        json.endObject();
    }

    /** Where nobody tells it, only its two ends are known. */
    private static int progress(JobState<MadeVideo> state) {
        return switch (state) {
            case JobState.Completed<MadeVideo> done -> DONE;
            case JobState.InProgress<MadeVideo> working ->
                working.progressPercent().orElse(0);
            default -> 0;
        };
    }

    /** OpenAI's clients know no video that was cancelled. */
    private static String status(JobState<MadeVideo> state) {
        return state instanceof JobState.Cancelled ? "failed" : state.word();
    }

    static Optional<JobFailure> failure(JobState<MadeVideo> state) {
        return switch (state) {
            case JobState.Failed<MadeVideo> failed -> Optional.of(failed.failure());
            case JobState.Cancelled<MadeVideo> cancelled ->
                Optional.of(new JobFailure("job_cancelled", "It was cancelled by its owner.", 0));
            default -> Optional.empty();
        };
    }

    private static void error(JobFailure why, JsonWriter json) {
        json.beginObject()
                .name("code")
                .value(why.code())
                .name("message")
                .value(why.message())
                .endObject();
    }

    private static void time(String name, Optional<Instant> at, JsonWriter json) {
        json.name(name);
        at.ifPresentOrElse(instant -> json.value(instant.getEpochSecond()), json::nullValue);
    }

    private static void text(String name, Optional<String> text, JsonWriter json) {
        json.name(name);
        text.ifPresentOrElse(json::value, json::nullValue);
    }
}
