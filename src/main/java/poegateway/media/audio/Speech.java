package poegateway.media.audio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import poegateway.conversation.Reply;
import poegateway.conversation.Role;
import poegateway.conversation.Sampling;
import poegateway.core.ClientRequest;
import poegateway.core.RequestTimeline;
import poegateway.core.Usage;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.fetch.Fetcher;
import poegateway.fetch.MediaFormat;
import poegateway.fetch.MediaStream;
import poegateway.media.CostLimit;
import poegateway.media.ParameterWriter;
import poegateway.meter.Operation;
import poegateway.meter.Span;
import poegateway.relay.Answer;
import poegateway.relay.HeaderNames;
import poegateway.relay.Relay;
import poegateway.wire.json.JsonText;

/** Has models speak: one call, whose sound is handed on while it is fetched. */
public final class Speech {
    private static final String OPERATION = "generate_content";
    private static final Extras NONE = Extras.none(Dialect.CHAT);
    private static final int CHUNK_BYTES = 16_384;
    private static final Usage UNTOLD = new Usage(0, 0);

    private final Relay relay;
    private final Fetcher fetcher;
    private final CostLimit cost;

    /** {@code cost} is what one request may cost. */
    public Speech(Relay relay, Fetcher fetcher, CostLimit cost) {
        this.relay = relay;
        this.fetcher = fetcher;
        this.cost = cost;
    }

    /**
     * Asks for speech, and waits until the sound begins to come.
     *
     * @param span is told of the call
     * @throws FailureException when there is none
     */
    public Answer make(ClientRequest request, SpeechRequest asked, Span span) {
        ParameterWriter options = options(request, asked);
        try (Operation operation = span.operation(OPERATION)) {
            operation.asked(asked.model(), false);
            try {
                return answer(request, asked, options, converse(request, prompt(asked, options), operation));
            } catch (FailureException failed) {
                operation.failed(failed.failure());
                throw failed;
            }
        }
    }

    /**
     * Sound that was made.
     *
     * @param link where it is kept
     * @param model that made it, by Poe's word
     * @param dropped names of what the model has no parameter for
     */
    public record Spoken(String link, String model, Optional<Usage> usage, List<String> dropped) {
        public Spoken {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Asks for speech, and gives its address; nothing is fetched.
     *
     * @param span is told of the call
     * @throws FailureException when there is none
     */
    public Spoken speak(ClientRequest request, SpeechRequest asked, Span span) {
        ParameterWriter options = options(request, asked);
        try (Operation operation = span.operation(OPERATION)) {
            operation.asked(asked.model(), false);
            try {
                Reply reply = converse(request, prompt(asked, options), operation);
                return new Spoken(link(asked, reply), model(asked, reply), reply.usage(), options.dropped());
            } catch (FailureException failed) {
                operation.failed(failed.failure());
                throw failed;
            }
        }
    }

    /**
     * Sound as it is.
     *
     * @param bytes absent where there are more than were wanted
     */
    public record Sound(String contentType, Optional<ByteArrayOutputStream> bytes) {}

    /**
     * Fetches sound.
     *
     * @param bytesMax most bytes of it that are wanted
     * @param timeline limits the time it takes
     * @throws FailureException when it cannot be had
     */
    public Sound fetch(String link, int bytesMax, RequestTimeline timeline) {
        try (MediaStream sound = open(link, timeline)) {
            return new Sound(sound.format().contentType(), small(sound, bytesMax));
        }
    }

    private static Optional<ByteArrayOutputStream> small(MediaStream sound, int bytesMax) {
        if (sound.length().orElse(0) > bytesMax) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int count = sound.read(chunk); count >= 0; count = sound.read(chunk)) {
            bytes.write(chunk, 0, count);
            if (bytes.size() > bytesMax) {
                return Optional.empty();
            }
        }
        return Optional.of(bytes);
    }

    private MediaStream open(String link, RequestTimeline timeline) {
        return fetcher.open(link, MediaFormat.Kind.SOUND, timeline);
    }

    private ParameterWriter options(ClientRequest request, SpeechRequest asked) {
        Catalog catalog = relay.catalog().get();
        boolean certain = catalog.source() == Catalog.Source.POE;
        Resolution resolved = catalog.resolve(asked.model());
        request.caller().models().check(resolved.model());
        Optional<ModelCard> card = resolved.card();
        card.filter(known -> certain && isSilent(known)).ifPresent(known -> {
            throw new FailureException(new ClientFailure.MediaNotOfModel(known.id(), "sound"));
        });
        ParameterWriter options = new ParameterWriter(card, certain);
        SpeechOptions.write(asked, card, options);
        if (!options.dropped().isEmpty() && relay.refusesLoss(request.wishes())) {
            throw new FailureException(new ClientFailure.NotExpressible(
                    "The value of " + String.join(", ", options.dropped()),
                    "the parameters of this model, and the request asks that nothing be left out"));
        }
        cost.check(asked.model(), 1, card);
        return options;
    }

    private static boolean isSilent(ModelCard card) {
        return !card.outputs().isEmpty() && !card.outputs().contains(Modality.AUDIO);
    }

    private static Prompt prompt(SpeechRequest asked, ParameterWriter options) {
        List<Part> words = List.of(new Part.Words(asked.input(), NONE));
        return new Prompt(
                asked.model(),
                List.of(new Message(Role.USER, words, true, Optional.empty(), NONE)),
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

    private Reply converse(ClientRequest request, Prompt prompt, Operation operation) {
        request.timeline().expectMedia();
        try {
            return relay.converse(request, prompt, event -> {}, operation);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing is written anywhere
        }
    }

    private Answer answer(ClientRequest request, SpeechRequest asked, ParameterWriter options, Reply reply) {
        String link = link(asked, reply);
        MediaStream sound = open(link, request.timeline());
        Optional<SpeechFormat> other = asked.format().filter(wanted -> !wanted.isGivenBy(sound.format()));
        if (other.isPresent()) {
            sound.close();
            throw new FailureException(new ReplyFailure.FetchFailed(
                    "sound",
                    link,
                    "it is " + sound.format().name() + ", and " + other.get().word() + " was asked for"));
        }
        Map<String, String> headers = headers(asked, options, reply);
        return asked.events()
                ? new SoundEvents(headers, sound, reply.usage().orElse(UNTOLD))
                : new SoundAnswer(headers, sound);
    }

    private String link(SpeechRequest asked, Reply reply) {
        return SoundLinks.of(reply, fetcher::mayFetch)
                .orElseThrow(() -> new FailureException(
                        new ReplyFailure.WordsInsteadOfMedia("sound", asked.model(), reply.text())));
    }

    private static String model(SpeechRequest asked, Reply reply) {
        return reply.model().map(JsonText::decoded).orElse(asked.model());
    }

    private static Map<String, String> headers(SpeechRequest asked, ParameterWriter options, Reply reply) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-poe-gateway-model", HeaderNames.listed(List.of(model(asked, reply))));
        if (!options.dropped().isEmpty()) {
            headers.put("x-poe-gateway-dropped", HeaderNames.listed(options.dropped()));
        }
        return headers;
    }
}
