package poegateway.relay;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import poegateway.catalog.ModelCard;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvents;
import poegateway.core.ClientRequest;
import poegateway.core.PromptCaching;
import poegateway.core.Wishes;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.relay.route.UpstreamRouter;
import poegateway.relay.signature.SignatureStore;
import poegateway.wire.json.JsonEdits;

/** Makes of what callers ask the requests that go to Poe, each for the way that it takes. */
final class OutgoingRequests {
    private final UpstreamRouter router;
    private final Attachments attachments;
    private final SignatureStore signatures;

    OutgoingRequests(UpstreamRouter router, Attachments attachments, SignatureStore signatures) {
        this.router = router;
        this.attachments = attachments;
        this.signatures = signatures;
    }

    /**
     * A caller inside the gateway.
     *
     * @param edits names of what was changed in its prompt before
     */
    record Local(Wishes wishes, WireFormat format, List<String> edits, Translation.Preparation preparation) {}

    /** One that asks on behalf of a caller outside. */
    Local local(ClientRequest clientRequest, WireFormat format) {
        return new Local(clientRequest.wishes(), format, List.of(), preparation(clientRequest));
    }

    /** Prepares prompts of a request that is sent: what the model signed is put back, and files are uploaded. */
    Translation.Preparation preparation(ClientRequest clientRequest) {
        return new Translation.Preparation() {
            @Override
            public Prompt restored(Prompt prompt, Dialect target) {
                return signatures.restored(prompt, clientRequest.caller(), target);
            }

            @Override
            public Prompt uploaded(Prompt prompt) {
                return attachments.uploaded(prompt, clientRequest);
            }

            @Override
            public ReplyEvents observer(Prompt prompt, Dialect origin) {
                return signatures.recorder(clientRequest.caller(), prompt.model(), origin);
            }
        };
    }

    /** A request of a caller outside. */
    UpstreamRequest of(
            Wishes wishes,
            WireFormat format,
            ModelSelection.Selected selected,
            Optional<ModelCard> card,
            byte[] body,
            Translation.Preparation preparation) {
        Opening opening = selected.opening();
        return onItsWay(
                wishes,
                format,
                opening,
                card,
                way -> way.translated()
                        ? translation(way, wishes, card, selected.names(), preparation)
                                .of(format, opening, selected.applyTo(body))
                        : UpstreamRequest.passthrough(format, opening, body, selected.names(), way.reason()));
    }

    /** A request of a caller inside the gateway; {@code origin} is told the dialect of the model. */
    UpstreamRequest of(Local local, Prompt prompt, Optional<ModelCard> card, Consumer<Dialect> origin) {
        Opening opening = new Opening(prompt.model(), true, true, JsonEdits.NONE);
        return onItsWay(local.wishes, local.format, opening, card, way -> {
            origin.accept(way.format().codec().orElseThrow().dialect());
            return translation(way, local.wishes, card, local.edits, local.preparation)
                    .of(local.format, opening, prompt);
        });
    }

    private Translation translation(
            UpstreamRouter.Way way,
            Wishes wishes,
            Optional<ModelCard> card,
            List<String> edits,
            Translation.Preparation preparation) {
        return new Translation(way, router.isStrict(wishes), router.forms(wishes, way), card, edits, preparation);
    }

    /** A cache is a preference: where it has no words for what the caller means, the request takes the way without it. */
    private UpstreamRequest onItsWay(
            Wishes wishes,
            WireFormat caller,
            Opening opening,
            Optional<ModelCard> card,
            Function<UpstreamRouter.Way, UpstreamRequest> written) {
        UpstreamRouter.Way way = router.choose(caller, wishes, opening.model(), card, opening.stream());
        try {
            return written.apply(way);
        } catch (FailureException unsayable) {
            boolean preferred = way.reason() == UpstreamRouter.Reason.PROMPT_CACHE
                    && unsayable.failure() instanceof ClientFailure.NotExpressible;
            if (!preferred) {
                throw unsayable;
            }
            Wishes others = wishes.with(PromptCaching.OFF);
            return written.apply(router.choose(caller, others, opening.model(), card, opening.stream()));
        }
    }
}
