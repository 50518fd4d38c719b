package poegateway.relay;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
     * The request as it goes to a model of another dialect.
     *
     * @param caller the caller's dialect
     * @param way to the model
     * @param strict whether nothing may be left out
     * @param attaching gives files that stand in the prompt an address, for the interface that takes nothing else
     * @throws FailureException when that dialect cannot say what the caller means, or nothing may be left out and something is
     */
    static UpstreamRequest of(
            WireFormat caller,
            Opening opening,
            byte[] body,
            UpstreamRouter.Way way,
            boolean strict,
            UnaryOperator<Prompt> attaching) {
        WireFormat model = way.format();
        CallerCodec read = caller.callerCodec().orElseThrow(() -> untranslatable(model));
        Codec write = model.codec().orElseThrow(() -> untranslatable(model));
        Prompt asked = read.readRequest(body, opening.model());
        Prompt prompt = model.poeInterface() == PoeInterface.BOT ? attaching.apply(asked) : asked;
        boolean streams = opening.stream() || model.poeInterface() == PoeInterface.BOT;
        Target target = new Target(prompt.model(), streams, Optional.empty(), read.dialect());
        WrittenRequest written = write.writeRequest(prompt, target);
        if (strict && !written.dropped().isEmpty()) {
            throw refused(written.dropped());
        }
        Opening bare = new Opening(opening.model(), opening.stream(), opening.usageWanted(), JsonEdits.NONE);
        return new UpstreamRequest(
                UpstreamRequest.Mode.TRANSLATED,
                new TranslatedFormat(caller, model, written.bounds()),
                bare,
                opening.model(),
                streams,
                new SegmentedBody(written.body()),
                written.dropped(),
                way.reason());
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
