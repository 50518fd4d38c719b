package poegateway.media.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.core.ClientRequest;
import poegateway.core.MemoryLease;
import poegateway.core.Wishes;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.fetch.MediaFormat;
import poegateway.job.JobRun;
import poegateway.media.file.Rehosting;
import poegateway.meter.Operation;
import poegateway.relay.Relay;
import poegateway.relay.cost.CostReservation;
import poegateway.wire.json.JsonText;

/**
 * Asks a model for one video, once.
 *
 * @param rehosting keeps what is made
 * @param cost what it counts for; given back if the model is not asked
 * @param memory holds what the prompt needs, and is closed with the call
 */
record VideoCall(
        Relay relay,
        Rehosting rehosting,
        Wishes wishes,
        Prompt prompt,
        CostReservation cost,
        MemoryLease.Closeable memory)
        implements JobRun.Work<MadeVideo> {
    static final String OPERATION = "generate_content";

    @Override
    public MadeVideo run(JobRun run) {
        try (memory;
                cost;
                Operation operation = run.span().operation(OPERATION)) {
            operation.asked(prompt.model(), false);
            try {
                run.cancellation().check();
                return made(run, converse(run, operation));
            } catch (FailureException failed) {
                operation.failed(failed.failure());
                throw failed;
            }
        }
    }

    private Reply converse(JobRun run, Operation operation) {
        ClientRequest request = run.request(wishes);
        request.timeline().expectMedia();
        try {
            return relay.converse(request, cost, prompt, event -> {}, operation);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing is written anywhere
        }
    }

    private MadeVideo made(JobRun run, Reply reply) {
        String link = VideoLinks.of(reply, rehosting::mayFetch)
                .orElseThrow(() -> new FailureException(new ReplyFailure.WordsInsteadOfMedia(
                        MediaFormat.Kind.FILM.word(), prompt.model(), reply.text())));
        Optional<String> kept = rehosting.keep(run.caller().id(), link, MediaFormat.Kind.FILM, run.timeline());
        return new MadeVideo(
                new MadeVideo.Place.AtHost(link), kept, reply.model().map(JsonText::decoded), reply.usage());
    }
}
