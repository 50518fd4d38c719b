package poegateway.relay;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import poegateway.catalog.CurrentCatalog;
import poegateway.catalog.ModelCard;
import poegateway.config.LimitsConfig;
import poegateway.config.RoutingConfig;
import poegateway.config.UpstreamConfig;
import poegateway.conversation.Prompt;
import poegateway.conversation.Reply;
import poegateway.conversation.ReplyEvents;
import poegateway.core.Account;
import poegateway.core.Caller;
import poegateway.core.Cancellation;
import poegateway.core.ClientRequest;
import poegateway.core.MemoryLease;
import poegateway.core.Sleeper;
import poegateway.core.Ticker;
import poegateway.core.TimeLimits;
import poegateway.core.Wishes;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.WireFormat;
import poegateway.guard.PoeRateLimiter;
import poegateway.keep.MemoryStore;
import poegateway.meter.Meter;
import poegateway.meter.Operation;
import poegateway.relay.attempt.AccountListener;
import poegateway.relay.attempt.RetryBudget;
import poegateway.relay.attempt.RetryLoop;
import poegateway.relay.cost.CostCap;
import poegateway.relay.cost.CostReservation;
import poegateway.relay.local.CollectedReply;
import poegateway.relay.local.LocalDialectFormat;
import poegateway.relay.local.LocalFormat;
import poegateway.relay.reply.ReplyBudget;
import poegateway.relay.route.PoeDialects;
import poegateway.relay.route.RefusedEndpoints;
import poegateway.relay.route.UpstreamRouter;
import poegateway.relay.signature.SignatureStore;
import poegateway.relay.tool.RunningTools;
import poegateway.relay.tool.ToolLimits;
import poegateway.relay.tool.ToolLookup;
import poegateway.relay.upload.FileInliner;
import poegateway.relay.upload.KeptFiles;
import poegateway.upstream.Upstream;

/** Takes a request to Poe and brings the answer back. */
public final class Relay {
    private final Forwarder forwarder;
    private final UpstreamRouter router;
    private final OutgoingRequests outgoing;
    private final FileInliner files;
    private final RefusedEndpoints unserved;
    private final CheckedSend checked;
    private final long replyLimitBytes;
    private final CurrentCatalog catalog;
    private final ModelSelection selection;
    private final ModelListClient modelList;
    private final PointsClient points;
    private final PoeVideos videos;
    private final InstantSource clock;
    private final ToolRequests tools;
    private final CostCap costs;

    /** Clocks, limits in time, sleep and randomness, which a test chooses. */
    public record Environment(
            Ticker ticker, TimeLimits limits, InstantSource clock, Sleeper sleeper, RandomGenerator random) {}

    /**
     * How much may be asked of Poe.
     *
     * @param upstream limits of one request
     * @param limits limits over all; asked for anew each time, since they may change
     * @param pace when a request may be sent
     * @param ownAccount for what no caller pays; without a key when callers bring theirs; asked for anew each time
     * @param accounts is told how Poe takes the accounts
     * @param routing which way requests take
     * @param dialects what Poe's interfaces speak
     * @param catalog which models there are
     * @param files that callers name in their requests
     * @param strictModels whether requests with tools for models that are not listed with tools are refused
     * @param tools that the gateway runs
     * @param toolLimits how far they go
     * @param costs what callers may cost
     */
    public record Dependencies(
            UpstreamConfig upstream,
            Supplier<LimitsConfig> limits,
            PoeRateLimiter pace,
            Supplier<Account> ownAccount,
            AccountListener accounts,
            RoutingConfig routing,
            PoeDialects dialects,
            CurrentCatalog catalog,
            KeptFiles files,
            boolean strictModels,
            ToolLookup tools,
            ToolLimits toolLimits,
            CostCap costs) {}

    /** {@code meter} counts what is asked of Poe on behalf of no caller. */
    public Relay(Upstream upstream, Dependencies dependencies, Environment environment, Meter meter) {
        UpstreamConfig limits = dependencies.upstream();
        RetryLoop attempts = new RetryLoop(
                limits.attempts(),
                dependencies.pace(),
                new RetryBudget(dependencies.limits()),
                dependencies.accounts(),
                environment.sleeper(),
                environment.random());
        this.router = new UpstreamRouter(dependencies.routing(), dependencies.dialects());
        this.files = new FileInliner(dependencies.files());
        this.outgoing = new OutgoingRequests(
                router,
                new Attachments(
                        upstream,
                        environment,
                        new MemoryStore<>(Attachments.LIMITS, String::length, environment.ticker())),
                SignatureStore.inMemory(environment.ticker()));
        this.unserved = new RefusedEndpoints(environment.ticker());
        this.replyLimitBytes = limits.replyLimit().bytes();
        this.forwarder = new Forwarder(upstream, limits, attempts, environment);
        this.catalog = dependencies.catalog();
        this.selection = new ModelSelection(catalog, dependencies.strictModels());
        this.modelList = new ModelListClient(upstream, limits, dependencies.ownAccount(), attempts, environment, meter);
        this.points = new PointsClient(upstream, environment);
        this.videos = new PoeVideos(upstream, attempts, selection, environment, meter);
        this.clock = environment.clock();
        this.checked = new CheckedSend(
                forwarder, router, unserved, new RefusedMembers(environment.ticker()), replyLimitBytes, clock);
        this.tools = new ToolRequests(dependencies.tools(), dependencies.toolLimits(), environment, meter);
        this.costs = dependencies.costs();
    }

    /**
     * Sends a request to Poe, and waits until the head of the answer is known. The model is found by the catalogue, and must be
     * one that the caller may use.
     *
     * @param format of the request and of its answer
     * @param opening the body, as the format read it
     * @param body as it came; never changed
     * @param operation is told what happens
     * @throws FailureException when there is no answer
     */
    public Answer send(ClientRequest asked, WireFormat format, Opening opening, byte[] body, Operation operation) {
        ModelSelection.Selected selected =
                selection.select(format, opening, body, asked.caller().models());
        ClientRequest clientRequest = asked.withMoreTools(selected.tools());
        costs.reserve(clientRequest.caller(), opening.model(), selected.card()).bind(operation);
        if (!clientRequest.wishes().tools().isEmpty()) {
            return sendWithTools(clientRequest, format, selected, body, operation);
        }
        Translation.Preparation preparation = outgoing.preparation(clientRequest);
        return send(
                clientRequest,
                selected.card(),
                card -> outgoing.of(clientRequest.wishes(), format, selected, card, body, preparation),
                operation);
    }

    private Answer sendWithTools(
            ClientRequest clientRequest,
            WireFormat format,
            ModelSelection.Selected selected,
            byte[] body,
            Operation operation) {
        ClientRequest kept = clientRequest.keepingBody();
        Prompt prompt = ToolRequests.prompt(format, selected, body);
        ToolRequests.Call call = new ToolRequests.Call(kept, prompt, operation, forwarder.lease(kept.cancellation()));
        return tools.answer(call, format, selected.opening(), model(kept, format, selected.card(), operation));
    }

    /** A model that is asked once for each round, the way that the caller's dialect takes. */
    private ToolLoop.Model model(
            ClientRequest clientRequest, WireFormat like, Optional<ModelCard> card, Operation operation) {
        return (prompt, events) -> send(
                clientRequest,
                card,
                known -> outgoing.of(
                        outgoing.local(clientRequest, new LocalDialectFormat(like, events)),
                        prompt,
                        known,
                        dialect -> {}),
                operation);
    }

    /**
     * Has a conversation on behalf of a caller inside the gateway, and waits until the reply is whole. It takes the same way, in
     * the same limits, as a request that comes from outside.
     *
     * @param clientRequest for whom; its body is not looked at
     * @param prompt names its model as a caller would
     * @param events takes the steps of the reply, from the model's first word on, on this thread
     * @param operation is told what happens
     * @throws FailureException when there is no reply, or it breaks off
     * @throws IOException when {@code events} throws it; the call to Poe is ended then
     */
    public Reply converse(ClientRequest clientRequest, Prompt prompt, ReplyEvents events, Operation operation)
            throws IOException {
        Caller caller = clientRequest.caller();
        Optional<ModelCard> card = selection.named(prompt, caller.models()).card();
        return converse(clientRequest, costs.reserve(caller, prompt.model(), card), prompt, events, operation);
    }

    /** The same for a call whose cost was reserved before. */
    public Reply converse(
            ClientRequest clientRequest, CostReservation cost, Prompt prompt, ReplyEvents events, Operation operation)
            throws IOException {
        cost.bind(operation);
        ModelSelection.Named named =
                selection.named(prompt, clientRequest.caller().models());
        try (ReplyBudget.Lease memory = forwarder.lease(clientRequest.cancellation())) {
            CollectedReply collected = new CollectedReply(events, memory, replyLimitBytes);
            try (Answer answer = conversation(clientRequest, named, collected, operation)) {
                answer.writeTo(OutputStream.nullOutputStream());
            }
            return collected.reply();
        } catch (UncheckedIOException refused) {
            throw refused.getCause();
        }
    }

    private Answer conversation(
            ClientRequest asked, ModelSelection.Named named, CollectedReply collected, Operation operation) {
        ClientRequest clientRequest = asked.withMoreTools(named.tools());
        LocalFormat local = new LocalFormat(named.prompt().extras().origin(), collected);
        if (clientRequest.wishes().tools().isEmpty()) {
            return send(
                    clientRequest,
                    named.card(),
                    card -> outgoing.of(outgoing.local(clientRequest, local), named.prompt(), card, collected::from),
                    operation);
        }
        ToolRequests.Call call = new ToolRequests.Call(
                clientRequest, named.prompt(), operation, forwarder.lease(clientRequest.cancellation()));
        return tools.answer(call, local.writer(), model(clientRequest, local, named.card(), operation));
    }

    private Answer send(
            ClientRequest clientRequest,
            Optional<ModelCard> card,
            Function<Optional<ModelCard>, UpstreamRequest> written,
            Operation operation) {
        boolean media = card.filter(ModelCard::makesMedia).isPresent();
        if (media) {
            clientRequest.timeline().expectMedia();
        }
        RetryLoop.Repeats repeats = media ? RetryLoop.Repeats.OF_WHAT_IS_UNSENT : RetryLoop.Repeats.OF_WHAT_IS_REFUSED;
        try {
            return checked.send(clientRequest, card, written, repeats, operation);
        } catch (FailureException failed) {
            throw new FailureException(selection.explained(failed.failure(), clientRequest.caller()), failed);
        }
    }

    /** Calls of tools that run, also those for which nobody waits any more. */
    public RunningTools runningTools() {
        return tools.running();
    }

    /**
     * Which way a request would take, and what would become of it; nothing is sent.
     *
     * @param wishes how the caller wants it to be carried
     * @param caller who may use some models and tools
     * @param format of the request
     * @param opening the body, as the format read it
     * @param body as it came; never changed
     * @throws FailureException when it would be refused before it is sent
     */
    public Explanation explain(Wishes wishes, Caller caller, WireFormat format, Opening opening, byte[] body) {
        ModelSelection.Selected selected = selection.select(format, opening, body, caller.models());
        Optional<ModelCard> card = selected.card().map(unserved::served);
        Wishes all = wishes.withMoreTools(selected.tools());
        if (all.tools().isEmpty()) {
            return Explanation.of(outgoing.of(all, format, selected, card, body, Explanation.PREVIEW), List.of());
        }
        Prompt prompt = tools.offered(caller, all.tools(), ToolRequests.prompt(format, selected, body));
        WireFormat round = new LocalDialectFormat(format, event -> {});
        OutgoingRequests.Local first = new OutgoingRequests.Local(all, round, selected.names(), Explanation.PREVIEW);
        return Explanation.of(outgoing.of(first, prompt, card, dialect -> {}), all.tools());
    }

    /**
     * Memory for what a caller inside the gateway makes of replies.
     *
     * @throws FailureException when there is no room for another request
     */
    public MemoryLease.Closeable memory(Cancellation cancellation) {
        return forwarder.lease(cancellation);
    }

    /** Whether a request with these wishes is to be refused rather than lose anything. */
    public boolean refusesLoss(Wishes wishes) {
        return router.isStrict(wishes);
    }

    /** What callers may cost. */
    public CostCap costs() {
        return costs;
    }

    /** Puts the files of callers into their requests. */
    public FileInliner files() {
        return files;
    }

    /** Poe's own jobs for videos. */
    public PoeVideos videos() {
        return videos;
    }

    /** Points of accounts. */
    public PointsClient points() {
        return points;
    }

    /** Memory held by replies; 0 when nothing leaked. */
    public long replyBytesHeld() {
        return forwarder.replyBytesHeld();
    }

    /** The models that Poe offers, as far as they are known now. */
    public CurrentCatalog catalog() {
        return catalog;
    }

    /** Asks Poe which models it offers. */
    public ModelListClient modelList() {
        return modelList;
    }
}
