package poegateway.media.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import poegateway.conversation.Reply;
import poegateway.conversation.Role;
import poegateway.conversation.Sampling;
import poegateway.core.ClientRequest;
import poegateway.core.MemoryLease;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.media.CostLimit;
import poegateway.media.ParameterWriter;
import poegateway.meter.Operation;
import poegateway.meter.Span;
import poegateway.relay.Answer;
import poegateway.relay.Relay;
import poegateway.wire.json.Json;
import poegateway.wire.json.JsonSlice;
import poegateway.wire.json.JsonText;

/** Has models write down what is said in a file of sound. */
public final class Transcripts {
    private static final String OPERATION = "generate_content";
    private static final String LANGUAGE = "language";
    private static final String TEMPERATURE = "temperature";
    private static final Extras NONE = Extras.none(Dialect.CHAT);

    private final Relay relay;
    private final CostLimit cost;
    private final List<String> listeners;

    /**
     * Transcripts.
     *
     * @param cost what one request may cost
     * @param listeners models that hear, although Poe's list says that they take text alone
     */
    public Transcripts(Relay relay, CostLimit cost, List<String> listeners) {
        this.relay = relay;
        this.cost = cost;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Asks for what was said, and waits until all of it is there.
     *
     * @param span is told of the call
     * @throws FailureException when there is no transcript
     */
    public Answer make(ClientRequest request, TranscriptRequest asked, Span span) {
        ParameterWriter options = options(request, asked);
        try (MemoryLease.Closeable memory = relay.memory(request.cancellation());
                Operation operation = span.operation(OPERATION)) {
            operation.asked(asked.model(), false);
            try {
                Reply reply = converse(request, prompt(asked, options, memory), operation);
                String text = reply.text().strip();
                if (text.isEmpty()) {
                    throw new FailureException(new ReplyFailure.BadResponse("the model said nothing"));
                }
                return TranscriptAnswer.of(asked, text, reply, options.dropped());
            } catch (FailureException failed) {
                operation.failed(failed.failure());
                throw failed;
            }
        }
    }

    private ParameterWriter options(ClientRequest request, TranscriptRequest asked) {
        Catalog catalog = relay.catalog().get();
        boolean certain = catalog.source() == Catalog.Source.POE;
        Resolution resolved = catalog.resolve(asked.model());
        request.caller().models().check(resolved.model());
        Optional<ModelCard> card = resolved.card();
        card.filter(known -> certain && isDeaf(known)).ifPresent(known -> {
            throw new FailureException(new ClientFailure.FeatureNotOfModel(
                    known.id(),
                    "sound",
                    "model",
                    "Choose one whose 'architecture.input_modalities' in GET /v1/models include audio, or add it to "
                            + "media.listeners if it can hear all the same."));
        });
        ParameterWriter options = new ParameterWriter(card, certain);
        asked.options().forEach((name, value) -> options.write(name, List.of(name), value));
        asked.language()
                .filter(language -> options.declared(List.of(LANGUAGE)).isPresent())
                .ifPresent(language -> options.write(LANGUAGE, List.of(LANGUAGE), JsonSlice.of(Json.quoted(language))));
        asked.temperature()
                .filter(temperature -> temperature.signum() != 0)
                .ifPresent(temperature ->
                        options.write(TEMPERATURE, List.of(TEMPERATURE), JsonSlice.of(temperature.toPlainString())));
        if (!options.dropped().isEmpty() && relay.refusesLoss(request.wishes())) {
            throw new FailureException(new ClientFailure.NotExpressible(
                    "The value of " + String.join(", ", options.dropped()),
                    "the parameters of this model, and the request asks that nothing be left out"));
        }
        cost.check(asked.model(), 1, card);
        return options;
    }

    private boolean isDeaf(ModelCard card) {
        return !card.inputs().isEmpty()
                && !card.inputs().contains(Modality.AUDIO)
                && listeners.stream().noneMatch(card.id()::equalsIgnoreCase);
    }

    private static Prompt prompt(TranscriptRequest asked, ParameterWriter options, MemoryLease memory) {
        List<Part> parts = List.of(
                new Part.Words(JsonText.of(instruction(asked, options)), NONE), SentSound.part(asked.sound(), memory));
        return new Prompt(
                asked.model(),
                List.of(new Message(Role.USER, parts, false, Optional.empty(), NONE)),
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

    /** For models of conversations; those that do nothing else do not look at it. */
    private static String instruction(TranscriptRequest asked, ParameterWriter options) {
        StringBuilder words = new StringBuilder(
                asked.english()
                        ? "Write down in English what is said in the attached file, translated faithfully."
                        : "Write down word for word what is said in the attached file, in the language in which it "
                                + "is said.");
        words.append(" Answer with these words alone: no introduction, no remarks, no times, no names of speakers.");
        asked.language()
                .filter(language -> !options.parameters().containsKey(LANGUAGE))
                .ifPresent(language -> words.append(" The language that is spoken is: ")
                        .append(language)
                        .append('.'));
        asked.hint()
                .ifPresent(hint -> words.append(" For spelling and context, not to be repeated: ")
                        .append(hint));
        return words.toString();
    }

    private Reply converse(ClientRequest request, Prompt prompt, Operation operation) {
        request.timeline().expectMedia();
        try {
            return relay.converse(request, prompt, event -> {}, operation);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing is written anywhere
        }
    }
}
