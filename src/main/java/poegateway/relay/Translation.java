package poegateway.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.conversation.AnswerForm;
import poegateway.conversation.Dialect;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyEvents;
import poegateway.core.FormEnforcement;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.CallerCodec;
import poegateway.dialect.Codec;
import poegateway.dialect.Opening;
import poegateway.dialect.PoeInterface;
import poegateway.dialect.Target;
import poegateway.dialect.TranslatedFormat;
import poegateway.dialect.WireFormat;
import poegateway.dialect.WrittenRequest;
import poegateway.relay.form.AnswerCheck;
import poegateway.relay.form.FormInstruction;
import poegateway.relay.local.CollectedReply;
import poegateway.relay.local.LocalFormat;
import poegateway.relay.route.UpstreamRouter;
import poegateway.wire.json.JsonEdits;

/**
 * Writes requests in other dialects than those in which they came.
 *
 * @param way to the model
 * @param strict whether nothing may be left out
 * @param forms what becomes of a form of the answer that the way cannot say
 * @param card what is known of the model
 * @param edits names of what was changed in the caller's words before
 * @param preparation of the prompt
 */
record Translation(
        UpstreamRouter.Way way,
        boolean strict,
        FormEnforcement forms,
        Optional<ModelCard> card,
        List<String> edits,
        Preparation preparation) {
    /** Edit: the form of the answer is asked for in words. */
    static final String INSTRUCTED = "form-instructed";

    /** What becomes of a prompt before it is written, and who looks on while its reply comes. */
    interface Preparation {
        /** The prompt with what a model of the target's dialect signed before. */
        Prompt restored(Prompt prompt, Dialect target);

        /**
         * The prompt with an address for each file that stands in it, for an interface that takes nothing else.
         *
         * @throws FailureException when one cannot be read, and then none has gone out; or Poe does not take one
         */
        Prompt uploaded(Prompt prompt);

        /** Is shown one reply to the prompt. */
        ReplyEvents observer(Prompt prompt, Dialect origin);
    }

    /**
     * A caller's request as it goes to a model of another dialect, or of the same where its bytes cannot pass.
     *
     * @param caller the caller's dialect
     * @param body as it came, with the model's own name
     * @throws FailureException when the model's dialect cannot say what the caller means, or nothing may be left out and
     *     something is
     */
    UpstreamRequest of(WireFormat caller, Opening opening, byte[] body) {
        CallerCodec read = caller.callerCodec().orElseThrow(this::untranslatable);
        return of(caller, opening, read.readRequest(body, opening.model()));
    }

    /** The same of a request that is read. */
    UpstreamRequest of(WireFormat caller, Opening opening, Prompt asked) {
        Codec write = way.format().codec().orElseThrow(this::untranslatable);
        Prompt restored = preparation.restored(asked, write.dialect());
        Prompt prompt = makesMedia() ? restored.withoutTools() : restored;
        Optional<AnswerForm> form = prompt.form().filter(wanted -> isAskedInWords(wanted, write));
        Optional<AnswerCheck> check =
                form.filter(wanted -> forms == FormEnforcement.REPAIR).map(AnswerCheck::of);
        if (form.isPresent()) {
            prompt = FormInstruction.inWords(prompt);
        }
        if (isBot() && prompt.holdsFiles()) {
            var unused = request(caller, opening, restored, Attachments.placed(prompt), form);
            prompt = preparation.uploaded(prompt); // nothing of it is refused any more
        }
        UpstreamRequest request = request(caller, opening, restored, prompt, form);
        Prompt written = prompt;
        return check.map(wanted -> request.withRepair(new AnswerRepair(
                        caller,
                        opening,
                        written,
                        wanted,
                        (again, collected) -> collecting(restored, again, collected, form))))
                .orElse(request);
    }

    private boolean isAskedInWords(AnswerForm form, Codec write) {
        return forms != FormEnforcement.REFUSE
                && !makesMedia()
                && !write.expresses(form)
                && FormInstruction.canAskFor(form);
    }

    /** A request whose answer is collected. */
    private UpstreamRequest collecting(
            Prompt restored, Prompt written, CollectedReply collected, Optional<AnswerForm> form) {
        LocalFormat local = new LocalFormat(
                written.extras().origin(),
                collected.from(way.format().codec().orElseThrow().dialect()));
        Opening opening = new Opening(written.model(), true, true, JsonEdits.NONE);
        return request(local, opening, restored, written, form);
    }

    private UpstreamRequest request(
            WireFormat caller, Opening opening, Prompt restored, Prompt prompt, Optional<AnswerForm> form) {
        Codec codec = way.format().codec().orElseThrow(this::untranslatable);
        Dialect dialect = caller.callerCodec().orElseThrow(this::untranslatable).dialect();
        boolean streams = isBot() || (opening.stream() && !makesMedia());
        boolean withoutTools = makesMedia() && !restored.tools().isEmpty();
        Written written = write(codec, prompt, target(opening.model(), streams, dialect), withoutTools);
        List<String> dropped = new ArrayList<>(written.dropped());
        form.flatMap(words -> FormInstruction.unpromised(words, dialect)).ifPresent(dropped::add);
        TranslatedFormat format = format(caller, restored, codec, written.request());
        return new UpstreamRequest(
                UpstreamRequest.Mode.TRANSLATED,
                form.isPresent() ? format.unfenced() : format,
                opening.with(opening.model(), JsonEdits.NONE),
                opening.model(),
                streams,
                new SegmentedBody(written.request().body()),
                dropped,
                way.reason(),
                form.isPresent() ? with(INSTRUCTED) : edits,
                Optional.empty());
    }

    private List<String> with(String edit) {
        List<String> all = new ArrayList<>(edits);
        all.add(edit);
        return all;
    }

    private boolean isBot() {
        return way.format().poeInterface() == PoeInterface.BOT;
    }

    private boolean makesMedia() {
        return card.filter(ModelCard::makesMedia).isPresent();
    }

    /** A request as it was written, and what it lost. */
    private record Written(WrittenRequest request, List<String> dropped) {}

    private Written write(Codec codec, Prompt prompt, Target target, boolean withoutTools) {
        WrittenRequest request = codec.writeRequest(prompt, target);
        List<String> dropped = new ArrayList<>(request.dropped());
        if (withoutTools) {
            dropped.add("tools");
        }
        if (strict && !dropped.isEmpty()) {
            throw refused(dropped);
        }
        return new Written(request, dropped);
    }

    /** Only a model that may call tools signs anything that it must get back. */
    private TranslatedFormat format(WireFormat caller, Prompt prompt, Codec model, WrittenRequest written) {
        boolean observed = !prompt.tools().isEmpty();
        return observed
                ? new TranslatedFormat(
                        caller, way.format(), written.bounds(), () -> preparation.observer(prompt, model.dialect()))
                : new TranslatedFormat(caller, way.format(), written.bounds());
    }

    private Target target(String model, boolean streams, Dialect caller) {
        OptionalLong output = card.map(ModelCard::outputTokensMax).orElse(OptionalLong.empty());
        OptionalLong thinking = card.flatMap(ModelCard::reasoningBudget)
                .map(budget -> OptionalLong.of(budget.maxTokens()))
                .orElse(OptionalLong.empty());
        return new Target(
                model,
                streams,
                card.map(Translation::parameters),
                card.map(ReasoningOptions::of),
                caller,
                output,
                thinking);
    }

    private static Set<String> parameters(ModelCard card) {
        return card.parameters().stream().map(ModelParameter::name).collect(Collectors.toSet());
    }

    private static FailureException refused(List<String> dropped) {
        return new FailureException(new ClientFailure.NotExpressible(
                "The value of " + String.join(", ", dropped),
                "the dialect of this model, and the request asks that nothing be left out"));
    }

    private FailureException untranslatable() {
        return new FailureException(new ClientFailure.NotExpressible(
                "A request of this dialect",
                "Poe's interface '" + way.format().poeInterface().label() + "'"));
    }
}
