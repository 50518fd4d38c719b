package poegateway.relay;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import poegateway.config.LimitsConfig;
import poegateway.config.UpstreamConfig;
import poegateway.core.Account;
import poegateway.core.Ask;
import poegateway.core.FailureException;
import poegateway.core.ModelName;
import poegateway.core.PoeRefusal;
import poegateway.core.Pulse;
import poegateway.core.Sleeper;
import poegateway.core.TimeLimits;
import poegateway.guard.PoePace;
import poegateway.meter.Meter;
import poegateway.meter.Span;
import poegateway.relay.chat.ChatRequest;
import poegateway.upstream.Upstream;

/** Takes an ask to Poe and brings the answer back. */
public final class Relay {
    private final VerbatimRoad verbatim;
    private final ModelList models;
    private final BalanceInquiry balance;

    /** What lets a test decide how time passes, how long may be waited, and how chance falls. */
    public record Circumstances(
            Pulse pulse, TimeLimits limits, InstantSource clock, Sleeper sleeper, RandomGenerator random) {}

    /**
     * How much may be asked of Poe.
     *
     * @param upstream limits of one request
     * @param limits limits over all; asked for anew each time, since they may change
     * @param pace when a request may be sent
     * @param ownAccount for what no caller pays; without a key when callers bring theirs
     * @param accounts is told how Poe takes the accounts
     */
    public record Terms(
            UpstreamConfig upstream,
            Supplier<LimitsConfig> limits,
            PoePace pace,
            Account ownAccount,
            AccountListener accounts) {}

    /** {@code meter} counts what is asked of Poe on behalf of no caller. */
    public Relay(Upstream upstream, Terms terms, Circumstances circumstances, Meter meter) {
        UpstreamConfig limits = terms.upstream();
        Attempts attempts = new Attempts(
                limits.attempts(),
                terms.pace(),
                new RetryBudget(terms.limits()),
                terms.accounts(),
                circumstances.sleeper(),
                circumstances.random());
        this.verbatim = new VerbatimRoad(upstream, limits, attempts, circumstances);
        this.models = new ModelList(upstream, limits, terms.ownAccount(), attempts, circumstances, meter);
        this.balance = new BalanceInquiry(upstream, circumstances);
    }

    /**
     * Reads the body of an ask; what happens to it is told to the span.
     *
     * @throws FailureException when it is not what the dialect asks for; nothing was sent then
     */
    public Errand accept(Ask ask, Span span) {
        return switch (ask.dialect()) {
            case CHAT -> new Errand(this, ask, ChatRequest.read(ask.body()), span);
        };
    }

    /** How many points are left. */
    public BalanceInquiry balance() {
        return balance;
    }

    /** Memory held by replies; 0 when nothing leaked. */
    public long replyBytesHeld() {
        return verbatim.replyBytesHeld();
    }

    /** The models that Poe offers. */
    public ModelList models() {
        return models;
    }

    /** Names like that of a model that Poe refuses, which may be in its list all the same. */
    private List<String> others(String model, Ask ask) {
        return models.closest(model, ask.caller().models()).stream()
                .filter(name -> !name.equalsIgnoreCase(ModelName.bare(model)))
                .toList();
    }

    Answer carry(Ask ask, ChatRequest request, Span span) {
        try {
            return verbatim.travel(ask, request, span);
        } catch (FailureException failed) {
            if (failed.failure() instanceof PoeRefusal.ModelNotFound unknown) {
                throw new FailureException(
                        new PoeRefusal.ModelNotFound(unknown.model(), others(unknown.model(), ask)), failed);
            }
            throw failed;
        }
    }
}
