package poegateway.media.video;

import java.util.Optional;
import poegateway.core.MemoryLease;
import poegateway.core.Wishes;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.fetch.MediaFormat;
import poegateway.job.JobRun;
import poegateway.media.file.Rehosting;
import poegateway.meter.Operation;
import poegateway.relay.PoeVideos;
import poegateway.relay.cost.CostReservation;
import poegateway.relay.video.PoeVideo;
import poegateway.relay.video.VideoOrder;

/**
 * Has one video made by a job of Poe's own.
 *
 * @param rehosting keeps what is made
 * @param cost what it counts for; given back if Poe is not asked
 * @param memory holds what the order needs, and is closed with the call
 */
record PoeVideoCall(
        PoeVideos poe,
        Rehosting rehosting,
        Wishes wishes,
        VideoOrder order,
        CostReservation cost,
        MemoryLease.Closeable memory)
        implements JobRun.Work<MadeVideo> {
    @Override
    public MadeVideo run(JobRun run) {
        try (memory;
                cost;
                Operation operation = run.span().operation(VideoCall.OPERATION)) {
            operation.asked(order.model(), false);
            try {
                run.cancellation().check();
                PoeVideo video = poe.make(run.request(wishes), order, cost, operation, run.progressPercent());
                video.model().ifPresent(operation::modelServed);
                return made(run, video);
            } catch (FailureException failed) {
                operation.failed(failed.failure());
                throw failed;
            }
        }
    }

    private MadeVideo made(JobRun run, PoeVideo video) {
        if (video.status() == PoeVideo.Status.FAILED) {
            throw new FailureException(
                    new ReplyFailure.WordsInsteadOfMedia(MediaFormat.Kind.FILM.word(), order.model(), video.error()));
        }
        return new MadeVideo(
                new MadeVideo.Place.AtPoe(run.id(), video.id()),
                kept(run, video.id()),
                video.model(),
                Optional.empty());
    }

    /** A copy that cannot be had costs nobody the video. */
    private Optional<String> kept(JobRun run, String id) {
        PoeContent content = new PoeContent(poe, run.caller().account(), rehosting.limitBytes());
        try {
            return poe.apart(
                    run.cancellation(),
                    timeline -> rehosting.keep(run.caller().id(), content, id, MediaFormat.Kind.FILM, timeline));
        } catch (FailureException late) {
            run.cancellation().check();
            return Optional.empty();
        }
    }
}
