package poegateway.media.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import poegateway.conversation.MediaSource;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.MemoryLease;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.core.failure.ReplyFailure;
import poegateway.fetch.FetchedMedia;
import poegateway.fetch.Fetcher;
import poegateway.fetch.MediaFormat;
import poegateway.fetch.MediaStream;
import poegateway.media.file.RehostedMedia;
import poegateway.meter.Operation;
import poegateway.meter.Span;
import poegateway.relay.Relay;
import poegateway.relay.cost.CostReservation;
import poegateway.wire.json.JsonText;

/** Asks a model for a picture, as often as it is called; each call has a timeline of its own where there are several. */
final class PictureCall {
    private static final String OPERATION = "generate_content";
    private static final int BASE64_PART = 3;

    private final Parts parts;
    private final ClientRequest request;
    private final ImageRequest asked;
    private final Prompt prompt;
    private final Span span;
    private final MemoryLease memory;
    private final ConcurrentLinkedQueue<MadePictures> made = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> unfetched = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> unkept = new ConcurrentLinkedQueue<>();

    /** What of the gateway it works with. */
    record Parts(Relay relay, Fetcher fetcher, Optional<RehostedMedia> kept, Timelines timelines) {}

    /** Begins a timeline for one of several calls. */
    @FunctionalInterface
    interface Timelines {
        RequestTimeline begin(Cancellation cancellation);
    }

    /** What one call gave, and its pictures in the form that was asked for. */
    record Result(MadePictures made, List<Picture> pictures) {
        Result {
            pictures = List.copyOf(pictures);
        }
    }

    PictureCall(Parts parts, ClientRequest request, ImageRequest asked, Prompt prompt, Span span, MemoryLease memory) {
        this.parts = parts;
        this.request = request;
        this.asked = asked;
        this.prompt = prompt;
        this.span = span;
        this.memory = memory;
    }

    /** What models have made so far, whatever became of it then. */
    List<MadePictures> made() {
        return List.copyOf(made);
    }

    /**
     * What was made for the same request before, in the form that is asked for. No model is asked.
     *
     * @throws FailureException when bytes are wanted that cannot be had
     */
    List<Result> again(List<MadePictures> before) {
        return before.stream().map(each -> result(each, request.timeline())).toList();
    }

    /** Why pictures have no bytes beside their address, where they might have. */
    List<String> unfetched() {
        return List.copyOf(unfetched);
    }

    /**
     * Makes one call.
     *
     * @param cost what it counts for
     * @throws FailureException when no picture comes of it
     */
    Result make(CostReservation cost) {
        if (asked.count() == 1) {
            return make(request, cost);
        }
        Cancellation own = new Cancellation();
        Cancellation all = request.cancellation();
        Cancellation.Registration ends = all.onCancel(() -> own.cancel(Objects.requireNonNull(all.reason())));
        try (RequestTimeline timeline = parts.timelines.begin(own)) {
            return make(withTimeline(timeline), cost);
        } finally {
            ends.close();
        }
    }

    private ClientRequest withTimeline(RequestTimeline timeline) {
        return new ClientRequest(
                request.requestId(),
                request.caller(),
                request.wishes(),
                request.priorSends(),
                request.headers(),
                timeline,
                () -> {});
    }

    private Result make(ClientRequest call, CostReservation cost) {
        try (cost;
                Operation operation = span.operation(OPERATION)) {
            operation.asked(asked.model(), false);
            try {
                return pictures(call, converse(call, cost, operation));
            } catch (FailureException failed) {
                operation.failed(failed.failure());
                throw failed;
            } catch (OutOfMemoryError tooMuch) {
                FailureException failed =
                        new FailureException(new GatewayFailure.ReplyDropped("the heap (-Xmx)"), tooMuch);
                operation.failed(failed.failure());
                throw failed;
            }
        }
    }

    private Reply converse(ClientRequest call, CostReservation cost, Operation operation) {
        call.timeline().expectMedia();
        try {
            return parts.relay.converse(call, cost, prompt, event -> {}, operation);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing is written anywhere
        }
    }

    private Result pictures(ClientRequest call, Reply reply) {
        List<String> links = PictureLinks.of(reply, parts.fetcher::mayFetch);
        if (links.isEmpty()) {
            throw new FailureException(new ReplyFailure.WordsInsteadOfMedia("picture", asked.model(), reply.text()));
        }
        MadePictures known =
                new MadePictures(links, reply.usage(), reply.model().map(JsonText::decoded));
        made.add(known);
        return result(known, call.timeline());
    }

    private Result result(MadePictures known, RequestTimeline timeline) {
        List<Picture> pictures = new ArrayList<>();
        for (String link : known.links()) {
            pictures.add(picture(link, timeline));
        }
        return new Result(known, pictures);
    }

    private Picture picture(String link, RequestTimeline timeline) {
        JsonText url = JsonText.of(link);
        if (MediaSource.of(url) instanceof MediaSource.Inline inline) {
            boolean wanted = asked.form() != ImageRequest.Form.URL;
            return wanted
                    ? new Picture(Optional.empty(), Optional.of(inline.base64()), Optional.empty())
                    : new Picture(Optional.of(url), Optional.empty(), Optional.empty());
        }
        return switch (asked.form()) {
            case URL -> new Picture(Optional.of(link(url, link, timeline)), Optional.empty(), Optional.empty());
            case BASE64 -> fetched(Optional.empty(), link, timeline);
            case BOTH -> fetchedOrLinked(url, link, timeline);
        };
    }

    /** Why pictures have the links of their hosts, where they should have links of the gateway's own. */
    List<String> unkept() {
        return List.copyOf(unkept);
    }

    /** A link of the gateway's own, where it keeps pictures and can keep this one; else that of its host. */
    private JsonText link(JsonText url, String link, RequestTimeline timeline) {
        if (parts.kept.isEmpty()) {
            return url;
        }
        try (MediaStream stream = parts.fetcher.open(link, MediaFormat.Kind.PICTURE, timeline)) {
            return JsonText.of(parts.kept.get().keep(request.caller().id(), stream));
        } catch (FailureException unfit) {
            timeline.cancellation().check();
            unkept.add(reason(unfit));
            return url;
        }
    }

    /** The same of a picture that is here. */
    private JsonText link(JsonText url, FetchedMedia media) {
        try {
            return parts.kept
                    .map(kept -> JsonText.of(kept.keep(request.caller().id(), media)))
                    .orElse(url);
        } catch (FailureException unfit) {
            unkept.add(reason(unfit));
            return url;
        }
    }

    private static String reason(FailureException unfit) {
        return unfit.failure() instanceof ReplyFailure.FetchFailed failed
                ? failed.reason()
                : unfit.failure().code();
    }

    /** It was paid for: a caller who did not ask for bytes still gets to know where it is. */
    private Picture fetchedOrLinked(JsonText url, String link, RequestTimeline timeline) {
        try {
            return fetched(Optional.of(url), link, timeline);
        } catch (FailureException unfit) {
            timeline.cancellation().check();
            unfetched.add(reason(unfit));
            return new Picture(Optional.of(url), Optional.empty(), Optional.empty());
        }
    }

    /** How long so many bytes are in base64. */
    static long base64Bytes(long bytes) {
        return (bytes + BASE64_PART - 1) / BASE64_PART * Integer.BYTES;
    }

    private Picture fetched(Optional<JsonText> url, String link, RequestTimeline timeline) {
        FetchedMedia media = parts.fetcher.fetch(link, timeline, memory);
        MediaFormat format = media.format();
        Optional<JsonText> shown = url.map(there -> link(there, media));
        byte[] bytes = media.bytes();
        memory.take(base64Bytes(bytes.length));
        byte[] encoded = Base64.getEncoder().encode(bytes);
        memory.giveBack(bytes.length);
        return new Picture(shown, Optional.of(new JsonText(encoded, 0, encoded.length)), Optional.of(format));
    }
}
