package poegateway.relay;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.HeaderFields;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.ConnectFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.PoeRefusal;
import poegateway.core.failure.ReplyFailure;
import poegateway.core.failure.Retry;
import poegateway.dialect.poe.PoeErrors;
import poegateway.meter.Meter;
import poegateway.meter.Operation;
import poegateway.relay.attempt.RetryLoop;
import poegateway.relay.cost.CostReservation;
import poegateway.relay.header.ReplyHeaders;
import poegateway.relay.reply.DiagnosedReply;
import poegateway.relay.reply.ReplyBody;
import poegateway.relay.video.PoeVideo;
import poegateway.relay.video.VideoContent;
import poegateway.relay.video.VideoOrder;
import poegateway.upstream.PoeEndpoint;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.upstream.Upstream;

/**
 * Poe's own jobs for videos, {@code /v1/videos}: each is begun once, and asked after until it has ended. All of that goes at Poe's
 * pace. Only what Poe documents is used, since no answer of it was ever recorded.
 */
public final class PoeVideos {
    private static final String PATH = "/videos";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int REPLY_BYTES_MAX = 256 * 1024;
    private static final int FIRST_REDIRECT = 300;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;
    private static final int NO_SUCH_PART = 416;
    private static final int ONE_ATTEMPT = Integer.MAX_VALUE;
    private static final String UNKNOWN = "Poe no longer knows it (404).";

    private final Upstream upstream;
    private final RetryLoop attempts;
    private final ModelSelection selection;
    private final Relay.Environment environment;
    private final Meter meter;

    PoeVideos(
            Upstream upstream,
            RetryLoop attempts,
            ModelSelection selection,
            Relay.Environment environment,
            Meter meter) {
        this.upstream = upstream;
        this.attempts = attempts;
        this.selection = selection;
        this.environment = environment;
        this.meter = meter;
    }

    /**
     * Has a video made, and waits until it has ended: at most {@code upstream.media-timeout} from its beginning.
     *
     * @param clientRequest for whom; its cancellation ends the wait
     * @param cost reserved for it
     * @param progressPercent is told Poe's word on it, 0 to 100
     * @return completed or failed
     * @throws FailureException when it was not begun, or nobody knows what became of it
     */
    public PoeVideo make(
            ClientRequest clientRequest,
            VideoOrder order,
            CostReservation cost,
            Operation operation,
            IntConsumer progressPercent) {
        cost.bind(operation);
        RequestTimeline timeline = clientRequest.timeline();
        timeline.expectMedia();
        timeline.poeBegins();
        try {
            return ended(begin(clientRequest, order, operation), clientRequest, progressPercent);
        } catch (FailureException failed) {
            throw new FailureException(selection.explained(failed.failure(), clientRequest.caller()), failed);
        } finally {
            timeline.poeEnds();
        }
    }

    private PoeVideo begin(ClientRequest clientRequest, VideoOrder order, Operation operation) {
        Account account = clientRequest.caller().account();
        RequestTimeline timeline = clientRequest.timeline();
        HeaderFields.Builder headers = HeaderFields.builder();
        headers.put("accept", "application/json");
        headers.put("x-request-id", clientRequest.requestId());
        headers.put("traceparent", operation.trace().traceparent());
        PoeRequest request = new PoeRequest(
                PoeEndpoint.api("POST", PATH),
                account.key(),
                headers.build(),
                Optional.of(new SegmentedBody(order.json())),
                timeline);
        RetryLoop.Call call = new RetryLoop.Call(
                operation, account, timeline, clientRequest.priorSends(), RetryLoop.Repeats.OF_WHAT_IS_UNSENT);
        return attempts.run(call, made -> told(request, order.model(), account, operation));
    }

    private PoeVideo told(PoeRequest request, String model, Account account, Operation operation) {
        RequestTimeline timeline = request.timeline();
        try (PoeReply reply = upstream.send(request)) {
            DiagnosedReply noted = new DiagnosedReply(reply, account.secrets());
            operation.poeAnswered(reply.status(), ReplyHeaders.requestId(reply, account.secrets()));
            try {
                return told(noted, model, account, timeline);
            } catch (FailureException failed) {
                noted.tellIfBroken(failed.failure());
                throw failed;
            }
        } finally {
            timeline.resume();
        }
    }

    private PoeVideo told(PoeReply reply, String model, Account account, RequestTimeline timeline) {
        if (reply.status() == NOT_FOUND && model.isEmpty()) { // a look names no model
            throw new FailureException(new ReplyFailure.VideoLost(UNKNOWN));
        }
        if (reply.status() < OK || reply.status() >= FIRST_REDIRECT) {
            throw new FailureException(refusal(reply, model, account, timeline));
        }
        timeline.firstEventCame();
        PoeVideo video = PoeVideo.read(ReplyBody.readBeginning(reply, REPLY_BYTES_MAX, timeline));
        String said = PoeErrors.of(model, Optional.empty(), environment.clock(), account.secrets())
                .sentence(video.error());
        return video.saying(said);
    }

    private Failure refusal(PoeReply reply, String model, Account account, RequestTimeline timeline) {
        byte[] said = ReplyBody.readRefusal(reply, REPLY_BYTES_MAX, timeline);
        return PoeErrors.of(model, reply.header("retry-after"), environment.clock(), account.secrets())
                .read(reply.status(), said);
    }

    /** The wait is that for the answer of any model that makes film, and has its limit. */
    private PoeVideo ended(PoeVideo begun, ClientRequest clientRequest, IntConsumer progressPercent) {
        RequestTimeline timeline = clientRequest.timeline();
        Cancellation cancellation = clientRequest.cancellation();
        RequestPhase before = timeline.awaitAnswer();
        try {
            PoeVideo now = begun;
            Duration pause = LOOK_EVERY;
            while (!now.hasEnded()) {
                now.progressPercent().ifPresent(progressPercent);
                environment.sleeper().sleep(pause, cancellation);
                cancellation.check();
                try {
                    now = look(clientRequest.caller().account(), now, cancellation);
                    pause = LOOK_EVERY;
                } catch (FailureException failed) {
                    cancellation.check();
                    pause = pause(failed);
                }
            }
            return now;
        } finally {
            timeline.enter(before);
        }
    }

    private PoeVideo look(Account account, PoeVideo last, Cancellation job) {
        PoeVideo now = apart(job, timeline -> {
            timeline.poeBegins();
            return look(account, last.id(), timeline);
        });
        if (!now.id().equals(last.id())) {
            throw new FailureException(new ReplyFailure.BadResponse("it tells of another video than it was asked for"));
        }
        return now;
    }

    private PoeVideo look(Account account, String id, RequestTimeline timeline) {
        PoeRequest request = new PoeRequest(
                PoeEndpoint.api("GET", PATH + "/" + id),
                account.key(),
                HeaderFields.of("accept", "application/json"),
                Optional.empty(),
                timeline);
        Operation unpaid = meter.background(timeline);
        RetryLoop.Call call =
                new RetryLoop.Call(unpaid, account, timeline, ONE_ATTEMPT, RetryLoop.Repeats.OF_WHAT_IS_UNSENT);
        return attempts.run(call, made -> told(request, "", account, unpaid));
    }

    /** Runs a part of a job on a timeline of its own: where that takes too long it ends, and the job does not. */
    public <T> T apart(Cancellation job, Function<RequestTimeline, T> part) {
        Cancellation own = new Cancellation();
        Cancellation.Registration withJob = job.onCancel(() -> own.cancel(Objects.requireNonNull(job.reason())));
        try (RequestTimeline timeline = RequestTimeline.start(environment.ticker(), environment.limits(), own)) {
            return part.apply(timeline);
        } finally {
            withJob.close();
        }
    }

    /** How long to wait after a look that failed; it costs nothing to look again. */
    private static Duration pause(FailureException failed) {
        return switch (failed.failure()) {
            case ConnectFailure unconnected -> LOOK_EVERY;
            case ReplyFailure.Closed cut -> LOOK_EVERY;
            case ReplyFailure.Truncated cut -> LOOK_EVERY;
            case ReplyFailure.Timeout late -> LOOK_EVERY;
            case ReplyFailure.IdleTimeout late -> LOOK_EVERY;
            case ClientFailure.Throttled throttled -> LOOK_EVERY;
            case GatewayFailure.Overloaded full -> LOOK_EVERY;
            case PoeRefusal.ServerError error -> LOOK_EVERY;
            case PoeRefusal.ModelTimeout late -> LOOK_EVERY;
            case PoeRefusal.Overloaded overloaded -> atLeast(overloaded.retry());
            case PoeRefusal.Throttled throttled -> atLeast(throttled.retry());
            case PoeRefusal refused ->
                throw new FailureException(new ReplyFailure.VideoLost(refused.message()), failed);
            default -> throw failed;
        };
    }

    private static Duration atLeast(Retry retry) {
        return retry instanceof Retry.After after
                ? after.atLeast().filter(wait -> wait.compareTo(LOOK_EVERY) > 0).orElse(LOOK_EVERY)
                : LOOK_EVERY;
    }

    /**
     * Opens the content of a video that is completed.
     *
     * @param account that it was made for
     * @param id of Poe's
     * @param range a header {@code Range}
     * @param timeline limits the time it takes
     * @throws FailureException when Poe does not give it
     */
    public VideoContent content(Account account, String id, Optional<String> range, RequestTimeline timeline) {
        HeaderFields.Builder headers = HeaderFields.builder();
        headers.put("accept", "video/*");
        range.ifPresent(part -> headers.put("range", part));
        PoeRequest request = new PoeRequest(
                PoeEndpoint.api("GET", PATH + "/" + id + "/content"),
                account.key(),
                headers.build(),
                Optional.empty(),
                timeline);
        RetryLoop.Call call = new RetryLoop.Call(
                meter.background(timeline), account, timeline, 0, RetryLoop.Repeats.OF_WHAT_IS_REFUSED);
        return attempts.run(call, made -> opened(request, id, account));
    }

    private VideoContent opened(PoeRequest request, String id, Account account) {
        PoeReply reply = upstream.send(request);
        boolean handedOver = false;
        try {
            int status = reply.status();
            if (status == NOT_FOUND) {
                throw new FailureException(
                        new ReplyFailure.FetchFailed("video", place(id), "Poe no longer has it (404)"));
            }
            if (status != OK && status != PARTIAL && status != NO_SUCH_PART) {
                throw new FailureException(account.blamed(refusal(reply, "", account, request.timeline())));
            }
            request.timeline().firstEventCame();
            handedOver = true;
            return new VideoContent(reply, request.timeline());
        } finally {
            request.timeline().resume();
            if (!handedOver) {
                reply.close();
            }
        }
    }

    /** Where the content of a video is, for people: whoever fetches it needs the key of its account. */
    public static String place(String id) {
        return "GET /v1/videos/" + id + "/content at Poe, with the key of its account";
    }
}
