package poegateway.relay;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import poegateway.conversation.Prompt;
import poegateway.conversation.ReplyAccumulator;
import poegateway.conversation.ReplyEvents;
import poegateway.core.Caller;
import poegateway.core.ClientRequest;
import poegateway.core.Ticker;
import poegateway.core.Wishes;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.dialect.Opening;
import poegateway.dialect.ReplyContext;
import poegateway.dialect.ReplyWriter;
import poegateway.dialect.WireFormat;
import poegateway.dialect.poe.PoeErrors;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;
import poegateway.meter.Meter;
import poegateway.meter.Operation;
import poegateway.relay.reply.ReplyBudget;
import poegateway.relay.tool.HiddenCalls;
import poegateway.relay.tool.RunningTools;
import poegateway.relay.tool.ToolLimits;
import poegateway.relay.tool.ToolLookup;
import poegateway.relay.tool.ToolOffer;
import poegateway.relay.tool.ToolRounds;
import poegateway.relay.tool.ToolRunner;

/** Answers requests whose callers want tools of the gateway to be run. */
final class ToolRequests {
    private static final StoreLimits HIDDEN = new StoreLimits(
            Duration.ofMinutes(60),
            StoreLimits.Expiry.SLIDING,
            new StoreLimits.Cap(1_000, 4_000_000),
            new StoreLimits.Cap(10_000, 32_000_000));

    private final ToolLookup box;
    private final ToolLimits limits;
    private final RunningTools calls;
    private final InstantSource clock;
    private final OwnedStore<HiddenCalls.Round> hidden;

    ToolRequests(ToolLookup box, ToolLimits limits, Relay.Environment environment, Meter meter) {
        Ticker ticker = environment.ticker();
        this.box = box;
        this.limits = limits;
        this.calls = new RunningTools(limits, ticker, Optional.of(meter));
        this.clock = environment.clock();
        this.hidden = new MemoryStore<>(HIDDEN, HiddenCalls.Round::weight, ticker);
    }

    /** Calls of tools whose tools have not returned. */
    RunningTools running() {
        return calls;
    }

    /**
     * One request.
     *
     * @param memory pays for all answers
     */
    record Call(ClientRequest clientRequest, Prompt prompt, Operation operation, ReplyBudget.Lease memory) {
        Caller caller() {
            return clientRequest.caller();
        }
    }

    /**
     * The prompt of a request whose model was found.
     *
     * @throws FailureException when the dialect cannot be translated
     */
    static Prompt prompt(WireFormat format, ModelSelection.Selected selected, byte[] body) {
        return format.callerCodec()
                .orElseThrow(() -> new FailureException(
                        new ClientFailure.NotExpressible("Tools that the gateway runs", "this dialect")))
                .readRequest(selected.applyTo(body), selected.opening().model());
    }

    /**
     * A prompt with tools of the gateway.
     *
     * @throws FailureException when there is none of a name, or the prompt has one of its own
     */
    Prompt offered(Caller caller, List<String> names, Prompt prompt) {
        return ToolOffer.of(box, caller, names, prompt).onto(prompt, names);
    }

    /** The answer for a caller of a dialect; the memory goes with it. */
    Answer answer(Call call, WireFormat format, Opening opening, ToolLoop.Model model) {
        ReplyContext context = new ReplyContext(
                call.clientRequest.requestId(),
                clock.instant().getEpochSecond(),
                opening,
                PoeErrors.of(opening.model()));
        ReplyWriter writer = format.callerCodec().orElseThrow().replyWriter(context, call.memory);
        ToolLoop loop = loop(call, writer, model);
        if (opening.stream()) {
            return begun(call, loop);
        }
        ReplyAccumulator shown = new ReplyAccumulator(call.prompt.extras().origin());
        boolean made = false;
        try {
            Answer whole =
                    loop.whole(rounds(call, shown), shown, format.errors().of(call.clientRequest.requestId()));
            made = true;
            return whole;
        } finally {
            if (!made) {
                loop.close();
            }
        }
    }

    /** The same for a caller inside the gateway. */
    Answer answer(Call call, ReplyWriter writer, ToolLoop.Model model) {
        return begun(call, loop(call, writer, model));
    }

    private static ToolLoop loop(Call call, ReplyWriter writer, ToolLoop.Model model) {
        return new ToolLoop(model, writer, call.clientRequest.timeline(), call.operation, call.memory);
    }

    private Answer begun(Call call, ToolLoop loop) {
        boolean begun = false;
        try {
            Answer answer = loop.begin(rounds(call, loop.stream()));
            begun = true;
            return answer;
        } finally {
            if (!begun) {
                loop.close();
            }
        }
    }

    private ToolRounds rounds(Call call, ReplyEvents shown) {
        Wishes wishes = call.clientRequest.wishes();
        List<String> names = wishes.tools();
        ToolOffer offer = ToolOffer.of(box, call.caller(), names, call.prompt);
        HiddenCalls own = new HiddenCalls(hidden, call.caller());
        ToolRunner runner = new ToolRunner(
                offer.tools(), calls, call.caller(), call.clientRequest.cancellation(), Optional.of(call.operation));
        Prompt prompt = own.restored(offer.onto(call.prompt, names));
        int roundsMax = Math.min(limits.rounds(), wishes.toolRoundsMax().orElse(Integer.MAX_VALUE));
        return new ToolRounds(offer, prompt, runner, roundsMax, own, call.memory, shown);
    }
}
