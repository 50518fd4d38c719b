package poegateway.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.config.UpstreamConfig;
import poegateway.core.Account;
import poegateway.core.AllowedModels;
import poegateway.core.Cancellation;
import poegateway.core.FailureException;
import poegateway.core.GatewayFailure;
import poegateway.core.MemoryLease;
import poegateway.core.ModelName;
import poegateway.core.ReplyFailure;
import poegateway.core.RequestPhase;
import poegateway.core.RequestTimeline;
import poegateway.dialect.poe.PoeErrors;
import poegateway.meter.Meter;
import poegateway.upstream.PoeEndpoint;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.upstream.Upstream;

/**
 * The models that Poe offers; the list has about 0.9 MB. It is fetched when somebody asks for it and no fresh one is at hand,
 * by one fetch that belongs to none of those who wait for it.
 */
public final class ModelList implements AutoCloseable {
    private static final PoeEndpoint ENDPOINT = PoeEndpoint.api("GET", "/models");
    private static final Logger LOG = LoggerFactory.getLogger(ModelList.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(10);
    private static final Duration RENEWAL_WAIT = Duration.ofSeconds(5);
    private static final int CLOSEST_MAX = 3;
    private static final int ERROR_BODY_BYTES = 64 * 1024;

    private final Upstream upstream;
    private final UpstreamConfig limits;
    private final Account ownAccount;
    private final RetryLoop attempts;
    private final Relay.Environment environment;
    private final Meter meter;
    private final SharedFetch<ModelDocument> shared;

    ModelList(
            Upstream upstream,
            UpstreamConfig limits,
            Account ownAccount,
            RetryLoop attempts,
            Relay.Environment environment,
            Meter meter) {
        this.upstream = upstream;
        this.limits = limits;
        this.ownAccount = ownAccount;
        this.attempts = attempts;
        this.environment = environment;
        this.meter = meter;
        SharedFetch.Timing timing = new SharedFetch.Timing(
                "model-list",
                KEPT,
                FAILURE_KEPT,
                limits.firstEventTimeout(),
                "upstream.first-event-timeout",
                RENEWAL_WAIT);
        this.shared = new SharedFetch<>(environment.ticker(), timing, this::fetch);
    }

    /**
     * The allowed models as JSON, as OpenAI's list with Poe's extra fields. An old list where Poe does not give a new one within
     * 5 s.
     *
     * @throws FailureException when there is no list within upstream.first-event-timeout
     */
    public byte[] json(AllowedModels allowed, RequestTimeline timeline) {
        return document(timeline).json(allowed);
    }

    /** One model as JSON; empty when Poe has none of that name. Waits and fails as {@link #json} does. */
    public Optional<byte[]> model(String id, RequestTimeline timeline) {
        return document(timeline).model(id);
    }

    /** Allowed names like this one, best first; none while no list is at hand. Never waits. */
    public List<String> closest(String id, AllowedModels allowed) {
        shared.renew();
        ModelDocument last = shared.atHand();
        return last == null ? List.of() : SimilarNames.closest(ModelName.bare(id), last.ids(allowed), CLOSEST_MAX);
    }

    /**
     * The one spelling of a model's name; empty where the list at hand has no such model, or no list is at hand. Never waits;
     * a name that is missing in an old list has it renewed.
     */
    public Optional<String> known(String id) {
        ModelDocument last = shared.atHand();
        if (last == null) {
            return Optional.empty();
        }
        Optional<String> spelling = last.id(id);
        if (spelling.isEmpty()) {
            shared.renew();
        }
        return spelling;
    }

    /** Fetches the list in the background, unless a fresh one is at hand. */
    public void renew() {
        shared.renew();
    }

    /** Fetches under way; 0 or 1. */
    public int fetches() {
        return shared.underWay();
    }

    /** Stops what is under way, and fetches nothing any more. */
    @Override
    public void close() {
        shared.close();
    }

    private ModelDocument document(RequestTimeline timeline) {
        RequestPhase before = timeline.enter(RequestPhase.AWAITING_SHARED_FETCH);
        try {
            return shared.get(timeline.cancellation());
        } finally {
            timeline.enter(before);
        }
    }

    private ModelDocument fetch(Cancellation cancellation) {
        try (RequestTimeline timeline =
                RequestTimeline.start(environment.ticker(), environment.limits(), cancellation)) {
            RetryLoop.Call call = new RetryLoop.Call(meter.background(timeline), ownAccount, timeline, 0);
            timeline.poeBegins();
            return attempts.run(call, made -> attempt(timeline));
        } catch (FailureException failed) {
            if (!(failed.failure() instanceof GatewayFailure.Draining)) {
                LOG.info(
                        "Poe's list of models could not be fetched: {}",
                        failed.failure().message());
            }
            throw failed;
        } catch (RuntimeException bug) {
            LOG.error("Poe's list of models could not be fetched by a bug of ours", bug);
            throw bug;
        }
    }

    private ModelDocument attempt(RequestTimeline timeline) {
        try (PoeReply reply = upstream.send(call(timeline))) {
            return read(reply, timeline);
        } catch (FailureException failed) {
            boolean cut = failed.failure() instanceof ReplyFailure.Closed;
            throw cut ? new FailureException(new ReplyFailure.ListCut(), failed) : failed;
        } finally {
            timeline.resume();
        }
    }

    private ModelDocument read(PoeReply reply, RequestTimeline timeline) {
        if (reply.status() != 200) {
            byte[] said = ReplyBody.readRefusal(reply, ERROR_BODY_BYTES, timeline);
            PoeErrors errors = PoeErrors.of("", reply.header("retry-after"), environment.clock(), ownAccount.secrets());
            throw new FailureException(errors.read(reply.status(), said));
        }
        timeline.firstEventCame();
        return ModelDocument.read(ReplyBody.read(reply, limits.replyLimit().bytes(), MemoryLease.UNCOUNTED, timeline));
    }

    private PoeRequest call(RequestTimeline timeline) {
        return new PoeRequest(
                ENDPOINT, ownAccount.key(), Map.of("accept", "application/json"), Optional.empty(), timeline);
    }
}
