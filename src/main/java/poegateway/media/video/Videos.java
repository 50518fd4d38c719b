package poegateway.media.video;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.catalog.Catalog;
import poegateway.catalog.Modality;
import poegateway.catalog.ModelCard;
import poegateway.catalog.Resolution;
import poegateway.conversation.Bounds;
import poegateway.conversation.Dialect;
import poegateway.conversation.Extras;
import poegateway.conversation.Message;
import poegateway.conversation.Part;
import poegateway.conversation.Prompt;
import poegateway.conversation.Role;
import poegateway.conversation.Sampling;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.MemoryLease;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.JobRefusal;
import poegateway.core.text.SafeText;
import poegateway.fetch.MediaFormat;
import poegateway.fetch.MediaPart;
import poegateway.job.Job;
import poegateway.job.JobFailure;
import poegateway.job.JobKind;
import poegateway.job.JobRun;
import poegateway.job.JobState;
import poegateway.job.Jobs;
import poegateway.media.CostLimit;
import poegateway.media.MediaBytes;
import poegateway.media.ParameterWriter;
import poegateway.media.PastRequests;
import poegateway.media.file.Rehosting;
import poegateway.media.image.PictureInput;
import poegateway.relay.Answer;
import poegateway.relay.Relay;
import poegateway.relay.cost.CostReservation;
import poegateway.relay.video.VideoOrder;

/** Has models make videos, each in a job of its own, and hands on what they made. */
public final class Videos {
    /** Jobs for videos. */
    public static final JobKind<AskedVideo, MadeVideo> KIND =
            new JobKind<>("video", "video_", AskedVideo::bytes, MadeVideo::bytes);

    private static final String NOUN = "Video";
    private static final int SHOWN_ID_CHARS = 100;
    private static final Extras NONE = Extras.none(Dialect.CHAT);

    private final Relay relay;
    private final Jobs jobs;
    private final MediaBytes bytes;
    private final Rehosting rehosting;
    private final CostLimit cost;
    private final boolean byPoe;
    private final PastRequests<String> past;

    /**
     * Videos.
     *
     * @param bytes where what was made is had from that is not kept here
     * @param rehosting keeps it
     * @param cost what one request may cost
     * @param byPoe whether those of models that are listed so are made by jobs of Poe's own
     */
    public Videos(
            Relay relay,
            Jobs jobs,
            MediaBytes bytes,
            Rehosting rehosting,
            CostLimit cost,
            boolean byPoe,
            Ticker ticker) {
        this.relay = relay;
        this.jobs = jobs;
        this.bytes = bytes;
        this.rehosting = rehosting;
        this.cost = cost;
        this.byPoe = byPoe;
        this.past = PastRequests.inMemory(id -> 2L * id.length(), ticker);
    }

    /**
     * A job that was started, or is known by its key.
     *
     * @param dropped names of what the model has no parameter for
     */
    public record Started(Job<AskedVideo, MadeVideo> job, List<String> dropped) {
        public Started {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Starts a job, and returns at once.
     *
     * @param request that asks for it; over when this returns
     * @param key by which the caller knows the request again
     * @param traceparent of the request
     * @throws FailureException when nothing was started
     */
    public Started start(ClientRequest request, VideoRequest asked, Optional<String> key, String traceparent) {
        Wanted wanted = wanted(request, asked, byPoe);
        Job<AskedVideo, MadeVideo> job =
                key.isPresent() ? once(request, wanted, key.get(), traceparent) : begin(request, wanted, traceparent);
        return new Started(job, wanted.dropped());
    }

    /**
     * The same without a key, and in a chat: the reply of a model there has a link that anybody can follow.
     *
     * @throws FailureException when nothing was started
     */
    public Started startLinked(ClientRequest request, VideoRequest asked, String traceparent) {
        Wanted wanted = wanted(request, asked, false);
        return new Started(begin(request, wanted, traceparent), wanted.dropped());
    }

    /**
     * A request that is fit for its model.
     *
     * @param options in the parameters of the model, for a chat
     * @param byPoe whether a job of Poe's own makes it, which takes all of it
     */
    private record Wanted(VideoRequest asked, Resolution resolved, ParameterWriter options, boolean byPoe) {
        List<String> dropped() {
            return byPoe ? List.of() : options.dropped();
        }
    }

    private Job<AskedVideo, MadeVideo> once(ClientRequest request, Wanted wanted, String key, String traceparent) {
        String owner = request.caller().id();
        String fingerprint = wanted.asked().fingerprint();
        Optional<String> before = past.begin(owner, key, fingerprint);
        if (before.isPresent()) {
            return jobs.find(owner, KIND, before.get())
                    .orElseThrow(() -> new FailureException(new ClientFailure.IdempotentLost("video deleted")));
        }
        Failure failure = new GatewayFailure.Overloaded("the heap (-Xmx)");
        Optional<Job<AskedVideo, MadeVideo>> begun = Optional.empty();
        try {
            begun = Optional.of(begin(request, wanted, traceparent));
            return begun.get();
        } catch (FailureException failed) {
            failure = failed.failure();
            throw failed;
        } finally {
            if (begun.isPresent()) {
                past.made(owner, key, fingerprint, begun.get().id());
            } else {
                past.failed(owner, key, fingerprint, failure);
            }
        }
    }

    private Job<AskedVideo, MadeVideo> begin(ClientRequest request, Wanted wanted, String traceparent) {
        CostReservation cost = relay.costs()
                .reserve(
                        request.caller(),
                        wanted.asked().model(),
                        wanted.resolved().card());
        boolean handedOver = false;
        try {
            Job<AskedVideo, MadeVideo> job = begin(request, wanted, cost, traceparent);
            handedOver = true;
            return job;
        } finally {
            if (!handedOver) {
                cost.close();
            }
        }
    }

    private Job<AskedVideo, MadeVideo> begin(
            ClientRequest request, Wanted wanted, CostReservation cost, String traceparent) {
        MemoryLease.Closeable memory = relay.memory(request.cancellation());
        boolean handedOver = false;
        try {
            VideoRequest asked = wanted.asked();
            JobRun.Work<MadeVideo> call = call(request, wanted, cost, memory);
            AskedVideo shown = new AskedVideo(asked.model(), asked.prompt().decoded(), asked.seconds(), asked.size());
            Job<AskedVideo, MadeVideo> job = jobs.start(request.caller(), KIND, shown, Optional.of(traceparent), call);
            handedOver = true;
            return job;
        } finally {
            if (!handedOver) {
                memory.close();
            }
        }
    }

    private JobRun.Work<MadeVideo> call(
            ClientRequest request, Wanted wanted, CostReservation cost, MemoryLease.Closeable memory) {
        if (wanted.byPoe()) {
            VideoOrder order = VideoOrders.of(wanted.asked(), wanted.resolved().model(), memory);
            return new PoeVideoCall(relay.videos(), rehosting, request.wishes(), order, cost, memory);
        }
        Prompt prompt = prompt(wanted.asked(), wanted.options(), memory);
        return new VideoCall(relay, rehosting, request.wishes(), prompt, cost, memory);
    }

    /** All of this owner's, the newest first. */
    public List<Job<AskedVideo, MadeVideo>> list(String owner) {
        return jobs.list(owner, KIND);
    }

    /**
     * One of this owner's.
     *
     * @throws FailureException with {@link JobRefusal.JobNotFound}
     */
    public Job<AskedVideo, MadeVideo> get(String owner, String id) {
        return jobs.find(owner, KIND, id).orElseThrow(() -> notFound(id));
    }

    /**
     * The same, once it has ended or so long was waited for that.
     *
     * @param waiter who waits: when that is cancelled, the wait ends, and the video is made all the same
     * @throws FailureException with {@link JobRefusal.JobNotFound}
     */
    public Job<AskedVideo, MadeVideo> await(String owner, String id, Duration atMost, Cancellation waiter) {
        return jobs.await(owner, KIND, id, atMost, waiter).orElseThrow(() -> notFound(id));
    }

    /**
     * Cancels one of this owner's if it is under way, and forgets it.
     *
     * @throws FailureException with {@link JobRefusal.JobNotFound}
     */
    public void remove(String owner, String id) {
        Optional<Job<AskedVideo, MadeVideo>> job = jobs.find(owner, KIND, id);
        if (!jobs.remove(owner, KIND, id)) {
            throw notFound(id);
        }
        if (job.orElseThrow().state() instanceof JobState.Completed<MadeVideo> done) {
            done.result().kept().ifPresent(link -> rehosting.remove(owner, link));
        }
    }

    /**
     * What was made.
     *
     * @param range the header of that name
     * @param ifRange the header of that name
     * @param timeline limits the time it takes
     * @throws FailureException when it is not there, or cannot be had
     */
    public Answer content(
            Caller caller, String id, Optional<String> range, Optional<String> ifRange, RequestTimeline timeline) {
        Job<AskedVideo, MadeVideo> job = get(caller.id(), id);
        if (!(job.state() instanceof JobState.Completed<MadeVideo> completed)) {
            throw new FailureException(VideoObjects.failure(job.state())
                    .map(JobFailure::message)
                    .<JobRefusal>map(why -> new JobRefusal.JobFailed(NOUN, job.id(), why))
                    .orElseGet(() -> new JobRefusal.JobUnfinished(
                            NOUN, job.id(), job.state().word())));
        }
        Optional<String> part = range.map(String::strip)
                .filter(MediaPart::isAskedBy)
                .filter(asked ->
                        ifRange.map(VideoAnswer.entityTag(job.id())::equals).orElse(true));
        MadeVideo made = completed.result();
        MediaBytes.Opened opened = made.kept()
                .flatMap(own -> rehosting.open(own, MediaFormat.Kind.FILM, part))
                .<MediaBytes.Opened>map(kept -> kept)
                .orElseGet(() -> opened(made.place(), caller, part, timeline));
        return new VideoAnswer(job.id(), opened);
    }

    private MediaBytes.Opened opened(
            MadeVideo.Place place, Caller caller, Optional<String> part, RequestTimeline timeline) {
        return switch (place) {
            case MadeVideo.Place.AtHost host -> bytes.open(host.link(), MediaFormat.Kind.FILM, part, timeline);
            case MadeVideo.Place.AtPoe poe ->
                new PoeContent(relay.videos(), caller.account(), rehosting.limitBytes())
                        .open(poe.id(), MediaFormat.Kind.FILM, part, timeline);
        };
    }

    private FailureException notFound(String id) {
        return new FailureException(new JobRefusal.JobNotFound(
                NOUN, SafeText.printable(id, SHOWN_ID_CHARS), jobs.isOfAnotherRun(KIND, id)));
    }

    private Wanted wanted(ClientRequest request, VideoRequest asked, boolean mayBeByPoe) {
        Catalog catalog = relay.catalog().get();
        boolean certain = catalog.source() == Catalog.Source.POE;
        Resolution resolved = catalog.resolve(asked.model());
        request.caller().models().check(resolved.model());
        Optional<ModelCard> card = resolved.card();
        if (certain) {
            card.ifPresent(known -> refuseUnfit(known, asked));
        }
        ParameterWriter written = new ParameterWriter(card, certain);
        VideoOptions.write(asked, card.isPresent(), written);
        boolean ownJob = mayBeByPoe && VideoOrders.canSay(asked, resolved, request.wishes());
        Wanted wanted = new Wanted(asked, resolved, written, ownJob);
        if (!wanted.dropped().isEmpty() && relay.refusesLoss(request.wishes())) {
            throw new FailureException(new ClientFailure.NotExpressible(
                    "The value of " + String.join(", ", wanted.dropped()),
                    "the parameters of this model, and the request asks that nothing be left out"));
        }
        cost.check(asked.model(), 1, card);
        return wanted;
    }

    private static void refuseUnfit(ModelCard card, VideoRequest asked) {
        if (!card.outputs().isEmpty() && !card.outputs().contains(Modality.VIDEO)) {
            throw new FailureException(new ClientFailure.MediaNotOfModel(card.id(), "videos"));
        }
        boolean takesPictures = card.inputs().isEmpty() || card.inputs().contains(Modality.IMAGE);
        if (asked.firstFrame().isPresent() && !takesPictures) {
            throw new FailureException(new ClientFailure.FeatureNotOfModel(
                    card.id(), "pictures", "input_reference", "Leave 'input_reference' out, or ask another model."));
        }
    }

    private static Prompt prompt(VideoRequest asked, ParameterWriter options, MemoryLease memory) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Words(asked.prompt(), NONE));
        asked.firstFrame().ifPresent(picture -> {
            if (picture instanceof PictureInput.ByAddress address) {
                memory.take(address.url().to() - address.url().from());
            }
            parts.add(picture.part(memory));
        });
        return new Prompt(
                asked.model(),
                List.of(new Message(Role.USER, parts, asked.firstFrame().isEmpty(), Optional.empty(), NONE)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Bounds.NONE,
                Sampling.NONE,
                Optional.empty(),
                Optional.empty(),
                options.parameters(),
                NONE);
    }
}
