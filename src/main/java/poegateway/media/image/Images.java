package poegateway.media.image;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
import poegateway.core.ClientRequest;
import poegateway.core.MemoryLease;
import poegateway.core.RequestTimeline;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.Usage;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.Failure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.GatewayFailure;
import poegateway.fetch.Fetcher;
import poegateway.media.CostLimit;
import poegateway.media.PastRequests;
import poegateway.media.SharedLease;
import poegateway.media.file.RehostedMedia;
import poegateway.media.image.PartialCalls.Outcome;
import poegateway.meter.Span;
import poegateway.relay.Answer;
import poegateway.relay.HeaderNames;
import poegateway.relay.Relay;
import poegateway.relay.cost.CostReservation;
import poegateway.wire.json.JsonSlice;

/** Has models draw: one call for each picture, and all of them in one answer. */
public final class Images {
    private static final Extras NONE = Extras.none(Dialect.CHAT);

    private final Relay relay;
    private final PictureCall.Parts parts;
    private final InstantSource clock;
    private final CostLimit cost;
    private final PastRequests<List<MadePictures>> past;

    /**
     * Images.
     *
     * @param kept keeps what was made; empty where pictures have the links of their hosts
     * @param ticker holds calls to their limits
     * @param clock tells when pictures were made
     * @param cost what one request may cost
     */
    public Images(
            Relay relay,
            Fetcher fetcher,
            Optional<RehostedMedia> kept,
            Ticker ticker,
            TimeLimits limits,
            InstantSource clock,
            CostLimit cost) {
        this.relay = relay;
        this.parts = new PictureCall.Parts(
                relay, fetcher, kept, cancellation -> RequestTimeline.start(ticker, limits, cancellation));
        this.clock = clock;
        this.cost = cost;
        this.past = PastRequests.inMemory(
                calls -> calls.stream().mapToLong(MadePictures::bytes).sum(), ticker);
    }

    /**
     * Asks for pictures, and waits until all are there.
     *
     * @param key by which the caller knows the request again
     * @param span is told of each call
     * @throws FailureException when there is none
     */
    public Answer make(ClientRequest request, ImageRequest asked, Optional<String> key, Span span) {
        ImageOptions.Written options = options(request, asked);
        MemoryLease.Closeable memory = relay.memory(request.cancellation());
        boolean handedOver = false;
        try {
            PictureCall call = new PictureCall(
                    parts, request, asked, prompt(asked, options, memory), span, new SharedLease(memory));
            Made made = key.isPresent() ? once(request, asked, key.get(), call) : made(request, asked, call);
            Answer answer = answer(asked, options, made, memory);
            handedOver = true;
            return answer;
        } finally {
            if (!handedOver) {
                memory.close();
            }
        }
    }

    /** What is answered, and what the caller should know of it. */
    private record Made(List<PictureCall.Result> results, List<String> warnings) {}

    private Made made(ClientRequest request, ImageRequest asked, PictureCall call) {
        Optional<ModelCard> card = relay.catalog().get().resolve(asked.model()).card();
        Queue<CostReservation> costs = new ConcurrentLinkedQueue<>(
                relay.costs().reserve(request.caller(), asked.model(), card, asked.count()));
        try {
            List<Outcome<PictureCall.Result>> outcomes =
                    new PartialCalls(request).make(asked.count(), () -> call.make(costs.remove()));
            request.cancellation().check();
            return new Made(made(outcomes), warnings(outcomes, call));
        } finally {
            costs.forEach(CostReservation::close); // those of calls that were not begun
        }
    }

    /** The same, if the caller did not ask it before. */
    private Made once(ClientRequest request, ImageRequest asked, String key, PictureCall call) {
        String owner = request.caller().id();
        String fingerprint = asked.fingerprint();
        Optional<List<MadePictures>> before = past.begin(owner, key, fingerprint);
        if (before.isPresent()) {
            List<PictureCall.Result> again = call.again(before.get());
            return new Made(again, List.of("repeated from an earlier answer: no model was asked"));
        }
        Failure failure = new GatewayFailure.Bug();
        try {
            return made(request, asked, call);
        } catch (FailureException failed) {
            failure = failed.failure();
            throw failed;
        } finally {
            if (call.made().isEmpty()) {
                past.failed(owner, key, fingerprint, failure);
            } else {
                past.made(owner, key, fingerprint, List.copyOf(call.made()));
            }
        }
    }

    private ImageOptions.Written options(ClientRequest request, ImageRequest asked) {
        Catalog catalog = relay.catalog().get();
        boolean certain = catalog.source() == Catalog.Source.POE;
        Resolution resolved = catalog.resolve(asked.model());
        request.caller().models().check(resolved.model());
        Optional<ModelCard> card = resolved.card();
        card.filter(known -> certain && makesNoPictures(known)).ifPresent(known -> {
            throw new FailureException(new ClientFailure.MediaNotOfModel(known.id(), "pictures"));
        });
        ImageOptions.Written written = ImageOptions.of(asked, card, certain);
        if (!written.dropped().isEmpty() && relay.refusesLoss(request.wishes())) {
            throw new FailureException(new ClientFailure.NotExpressible(
                    "The value of " + String.join(", ", written.dropped()),
                    "the parameters of this model, and the request asks that nothing be left out"));
        }
        cost.check(asked.model(), asked.count(), card);
        return written;
    }

    private static boolean makesNoPictures(ModelCard card) {
        return !card.outputs().isEmpty() && !card.outputs().contains(Modality.IMAGE);
    }

    private static Prompt prompt(ImageRequest asked, ImageOptions.Written options, MemoryLease memory) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Words(asked.prompt(), NONE));
        asked.pictures().forEach(picture -> parts.add(picture.part(memory)));
        asked.mask().ifPresent(mask -> parts.add(mask.part(memory)));
        return new Prompt(
                asked.model(),
                List.of(new Message(Role.USER, parts, !asked.isEdit(), Optional.empty(), NONE)),
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

    /** What came of those calls that did not fail; where all did, the first one's failure is that of the request. */
    private static List<PictureCall.Result> made(List<Outcome<PictureCall.Result>> outcomes) {
        List<PictureCall.Result> made = new ArrayList<>();
        Optional<FailureException> first = Optional.empty();
        for (Outcome<PictureCall.Result> outcome : outcomes) {
            switch (outcome) {
                case Outcome.Made<PictureCall.Result> call -> made.add(call.value());
                case Outcome.Failed<PictureCall.Result> call -> first = first.or(() -> Optional.of(call.failure()));
                case Outcome.Unbegun<PictureCall.Result> never -> {}
                case Outcome.Broken<PictureCall.Result> call -> rethrow(call.thrown());
            }
        }
        if (made.isEmpty()) {
            throw first.orElseThrow();
        }
        return made;
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof Error broken) {
            throw broken;
        }
        throw thrown instanceof RuntimeException bug ? bug : new IllegalStateException(thrown);
    }

    private static List<String> warnings(List<Outcome<PictureCall.Result>> outcomes, PictureCall call) {
        List<String> warnings = new ArrayList<>();
        long made = outcomes.stream().filter(Outcome.Made.class::isInstance).count();
        if (made < outcomes.size()) {
            String why = outcomes.stream()
                    .filter(Outcome.Failed.class::isInstance)
                    .map(failed ->
                            ((Outcome.Failed<?>) failed).failure().failure().code())
                    .distinct()
                    .reduce((one, other) -> one + "," + other)
                    .orElse("");
            warnings.add(made + " of " + outcomes.size() + " calls gave a picture: " + why);
        }
        call.unkept().stream().distinct().forEach(why -> warnings.add("no link on the gateway: " + why));
        call.unfetched().stream().distinct().forEach(why -> warnings.add("no b64_json: " + why));
        return warnings;
    }

    private Answer answer(ImageRequest asked, ImageOptions.Written options, Made made, MemoryLease.Closeable memory) {
        Map<String, JsonSlice> said = new LinkedHashMap<>(asked.options());
        said.keySet().removeAll(options.dropped());
        List<MadePictures> known =
                made.results().stream().map(PictureCall.Result::made).toList();
        ImagesWriter writer = new ImagesWriter(
                clock.instant().getEpochSecond(),
                made.results().stream()
                        .flatMap(each -> each.pictures().stream())
                        .toList(),
                known.stream().flatMap(each -> each.usage().stream()).reduce(Usage::plus),
                said);
        String model = known.stream()
                .flatMap(each -> each.model().stream())
                .findFirst()
                .orElse(asked.model());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-poe-gateway-model", HeaderNames.listed(List.of(model)));
        if (!options.dropped().isEmpty()) {
            headers.put("x-poe-gateway-dropped", HeaderNames.listed(options.dropped()));
        }
        if (!made.warnings().isEmpty()) {
            headers.put("x-poe-gateway-warning", String.join("; ", made.warnings()));
        }
        return new ImagesAnswer(
                headers, asked.stream() ? writer.events(asked.isEdit()) : writer.whole(), asked.stream(), memory);
    }
}
