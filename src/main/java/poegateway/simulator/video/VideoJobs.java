package poegateway.simulator.video;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.simulator.answer.Catalogue;
import poegateway.simulator.answer.ModelCard;
import poegateway.simulator.answer.ReplyIds;
import poegateway.simulator.reply.OpenAiErrorForm;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.Scripts;

/** The videos of all keys, the latest {@value #JOBS_MAX} of them. Safe for use from many threads. */
public final class VideoJobs {
    /** As the models of the catalogue list it. */
    public static final String PATH = "/v1/videos";

    private static final int JOBS_MAX = 1_000;
    private static final int ID_DIGITS = 32;
    private static final int SECONDS_OF_OPENAI = 4;
    private static final int SECONDS_OF_OTHERS = 8;

    private final Catalogue catalogue;
    private final ReplyIds ids;
    private final InstantSource clock;
    private final Map<String, Owned> jobs = new LinkedHashMap<>();
    private final Set<String> failedOnce = new HashSet<>();

    private record Owned(String key, VideoJob job) {}

    /** Jobs for the models of a catalogue; the clock alone moves them on. */
    public VideoJobs(Catalogue catalogue, ReplyIds ids, InstantSource clock) {
        this.catalogue = catalogue;
        this.ids = ids;
        this.clock = clock;
    }

    /** Begins one for whoever has the key, or refuses it. */
    public Script begin(String key, byte[] body) {
        VideoOrderReader.Read order = VideoOrderReader.read(body, SECONDS_OF_OTHERS);
        if (order.refusal().isPresent()) {
            return OpenAiErrorForm.script(order.refusal().get());
        }
        Optional<ModelCard> card = catalogue.find(order.model());
        if (card.isEmpty()) {
            return OpenAiErrorForm.script(ReplyError.noModel(order.model()));
        }
        if (!card.get().lists(PATH)) {
            return OpenAiErrorForm.script(ReplyError.invalid("Model does not support videos method."));
        }
        int standard = card.get().id().startsWith("sora") ? SECONDS_OF_OPENAI : SECONDS_OF_OTHERS;
        VideoOrderReader.Read whole = VideoOrderReader.read(body, standard);
        Instant now = clock.instant();
        VideoJob job = new VideoJob(
                "video_" + ids.hex(ID_DIGITS),
                card.get().id(),
                whole.seconds(),
                whole.size(),
                now,
                VideoJob.Fault.of(whole.prompt()));
        add(new Owned(key, job));
        return Scripts.json(200, job.json(now));
    }

    private synchronized void add(Owned job) {
        jobs.put(job.job().id(), job);
        if (jobs.size() > JOBS_MAX) {
            String oldest = jobs.keySet().iterator().next();
            jobs.remove(oldest);
            failedOnce.remove(oldest);
        }
    }

    private synchronized Optional<VideoJob> find(String key, String id) {
        return Optional.ofNullable(jobs.get(id))
                .filter(owned -> owned.key().equals(key))
                .map(Owned::job);
    }

    private synchronized boolean failsNow(VideoJob job) {
        return job.fault() == VideoJob.Fault.ERROR_ONCE && failedOnce.add(job.id());
    }

    /** How one stands; one of another key is not there. */
    public Script look(String key, String id) {
        Optional<VideoJob> job = find(key, id).filter(found -> found.fault() != VideoJob.Fault.GONE);
        if (job.isEmpty()) {
            return unknown(id);
        }
        return failsNow(job.get())
                ? OpenAiErrorForm.script(ReplyError.of(500, "provider_error", "Something went wrong."))
                : Scripts.json(200, job.get().json(clock.instant()));
    }

    /** The refusal of its content while there is none; empty once there is. */
    public Optional<Script> refusal(String key, String id) {
        Optional<VideoJob> job = find(key, id);
        if (job.isEmpty()) {
            return Optional.of(unknown(id));
        }
        return job.get().isCompleted(clock.instant())
                ? Optional.empty()
                : Optional.of(OpenAiErrorForm.script(ReplyError.invalid("Video " + id + " is not completed.")));
    }

    private static Script unknown(String id) {
        return OpenAiErrorForm.script(ReplyError.of(404, "not_found", "Video " + id + " was not found."));
    }
}
