package poegateway.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import poegateway.config.UpstreamConfig;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.FailureException;
import poegateway.meter.Span;
import poegateway.relay.chat.PoeErrors;
import poegateway.upstream.Address;
import poegateway.upstream.Call;
import poegateway.upstream.PoeReply;
import poegateway.upstream.Upstream;

/** The models that Poe offers, fetched when first asked for and kept for a while; the list has about 0.9 MB. */
public final class ModelList {
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int CLOSEST_MAX = 3;
    private static final int ERROR_BODY_BYTES = 64 * 1024;

    private final Upstream upstream;
    private final UpstreamConfig limits;
    private final Account ownAccount;
    private final Attempts attempts;
    private final Relay.Circumstances circumstances;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched fetched;

    private record Fetched(ModelDocument document, long atNanos) {}

    ModelList(
            Upstream upstream,
            UpstreamConfig limits,
            Account ownAccount,
            Attempts attempts,
            Relay.Circumstances circumstances) {
        this.upstream = upstream;
        this.limits = limits;
        this.ownAccount = ownAccount;
        this.attempts = attempts;
        this.circumstances = circumstances;
    }

    /**
     * All models as JSON, as OpenAI's list with Poe's extra fields.
     *
     * @throws FailureException when Poe does not give them and there is no earlier list
     */
    public byte[] json(Span span, Cancellation cancellation) {
        return document(span, cancellation).json();
    }

    /** One model as JSON; empty when Poe has none of that name. */
    public Optional<byte[]> model(String id, Span span, Cancellation cancellation) {
        return document(span, cancellation).model(id);
    }

    /** Names like this one, best first; none when the list cannot be had. */
    public List<String> closest(String id, Span span, Cancellation cancellation) {
        try {
            return Spelling.closest(id, document(span, cancellation).ids(), CLOSEST_MAX);
        } catch (FailureException noList) {
            return List.of();
        }
    }

    /** The one spelling of a model's name; empty where the list at hand has no such model, or no list is at hand. */
    public Optional<String> known(String id) {
        Fetched last = fetched;
        return last == null ? Optional.empty() : last.document().id(id);
    }

    private ModelDocument document(Span span, Cancellation cancellation) {
        Fetched last = fetched;
        if (last != null && fresh(last)) {
            return last.document();
        }
        fetching.lock();
        try {
            Fetched meanwhile = fetched;
            return meanwhile != null && fresh(meanwhile) ? meanwhile.document() : fetch(meanwhile, span, cancellation);
        } finally {
            fetching.unlock();
        }
    }

    /** A list that cannot be renewed is better than none. */
    private ModelDocument fetch(@Nullable Fetched last, Span span, Cancellation cancellation) {
        try {
            ModelDocument document = attempts.run(
                    new Attempts.Trip(span, ownAccount, cancellation, 0), made -> attempt(span, cancellation));
            fetched = new Fetched(document, circumstances.pulse().nanoTime());
            return document;
        } catch (FailureException failed) {
            if (last == null || cancellation.reason() != null) {
                throw failed;
            }
            return last.document();
        }
    }

    private ModelDocument attempt(Span span, Cancellation cancellation) {
        span.atPoe();
        try (Watchdog watchdog = new Watchdog(circumstances.pulse(), limits, cancellation)) {
            watchdog.awaitFirstEvent();
            try (PoeReply reply = upstream.send(call(cancellation))) {
                watchdog.firstEventCame();
                return read(reply, watchdog);
            }
        } finally {
            span.back();
        }
    }

    private ModelDocument read(PoeReply reply, Watchdog watchdog) {
        if (reply.status() != 200) {
            byte[] said = WholeBody.readBeginning(reply, ERROR_BODY_BYTES, watchdog);
            throw new FailureException(
                    PoeErrors.read(reply.status(), reply.header("retry-after"), said, "", circumstances.clock()));
        }
        return ModelDocument.read(WholeBody.read(reply, limits.replyLimit().bytes(), watchdog));
    }

    private Call call(Cancellation cancellation) {
        return new Call(
                Address.MODELS, ownAccount.key(), Map.of("accept", "application/json"), Optional.empty(), cancellation);
    }

    private boolean fresh(Fetched list) {
        return circumstances.pulse().nanoTime() - list.atNanos() < KEPT.toNanos();
    }
}
