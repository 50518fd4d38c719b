package poegateway.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.conversation.Prompt;
import poegateway.core.ClientFailure;
import poegateway.core.FailureException;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.Codec;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.Target;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WireFormat;
import poegateway.dialect.WrittenRequest;
import poegateway.wire.JsonEdits;

/** Writes a caller's request in another dialect. */
final class Translation {
    private Translation() {}

    /**
     * The request as it goes to a model of another dialect, or of the same where its bytes cannot pass.
     *
     * @param caller the caller's dialect
     * @param body as it came, with the model's own name
     * @param way to the model
     * @param strict whether nothing may be left out
     * @param card what is known of the model
     * @param attaching gives files that stand in the prompt an address, for the interface that takes nothing else
     * @throws FailureException when that dialect cannot say what the caller means, or nothing may be left out and something is
     */
    static UpstreamRequest of(
            WireFormat caller,
            Opening opening,
            byte[] body,
            UpstreamRouter.Way way,
            boolean strict,
            Optional<ModelCard> card,
            UnaryOperator<Prompt> attaching) {
        WireFormat model = way.format();
        CallerCodec read = caller.callerCodec().orElseThrow(() -> untranslatable(model));
        Codec write = model.codec().orElseThrow(() -> untranslatable(model));
        boolean isBot = model.poeInterface() == PoeInterface.BOT;
        boolean media = card.filter(ModelCard::makesMedia).isPresent();
        boolean streams = isBot || (opening.stream() && !media);
        Prompt asked = read.readRequest(body, opening.model());
        Prompt prompt = isBot ? attaching.apply(asked) : asked;
        Target target = new Target(opening.model(), streams, card.map(Translation::parameters), read.dialect());
        WrittenRequest written = write.writeRequest(media ? prompt.withoutTools() : prompt, target);
        List<String> dropped = new ArrayList<>(written.dropped());
        if (media && !prompt.tools().isEmpty()) {
            dropped.add("tools");
        }
        if (strict && !dropped.isEmpty()) {
            throw refused(dropped);
        }
        return new UpstreamRequest(
                UpstreamRequest.Mode.TRANSLATED,
                new TranslatedFormat(caller, model, written.bounds()),
                new Opening(opening.model(), opening.stream(), opening.usageWanted(), JsonEdits.NONE),
                opening.model(),
                streams,
                new SegmentedBody(written.body()),
                dropped,
                way.reason());
    }

    private static Set<String> parameters(ModelCard card) {
        return card.parameters().stream().map(ModelParameter::name).collect(Collectors.toSet());
    }

    private static FailureException refused(List<String> dropped) {
        return new FailureException(new ClientFailure.NotExpressible(
                "What stands in " + String.join(", ", dropped),
                "the dialect of this model, and nothing may be left out"));
    }

    private static FailureException untranslatable(WireFormat model) {
        return new FailureException(new ClientFailure.NotExpressible(
                "A request of this dialect",
                "Poe's interface '" + model.poeInterface().label() + "'"));
    }
}
