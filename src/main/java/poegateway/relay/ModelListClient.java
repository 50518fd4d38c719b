package poegateway.relay;

import java.util.Optional;
import java.util.function.Supplier;
import poegateway.catalog.ModelDocument;
import poegateway.config.UpstreamConfig;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.HeaderFields;
import poegateway.core.MemoryLease;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.poe.PoeErrors;
import poegateway.meter.Meter;
import poegateway.relay.attempt.RetryLoop;
import poegateway.relay.reply.ReplyBody;
import poegateway.upstream.PoeEndpoint;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.upstream.Upstream;

/** Asks Poe for its list of models, which has about 0.9 MB, at Poe's pace and within the limits of any request. */
public final class ModelListClient {
    private static final PoeEndpoint ENDPOINT = PoeEndpoint.api("GET", "/models");
    private static final int ERROR_BODY_BYTES = 64 * 1024;

    private final Upstream upstream;
    private final UpstreamConfig limits;
    private final Supplier<Account> ownAccount;
    private final RetryLoop attempts;
    private final Relay.Environment environment;
    private final Meter meter;

    ModelListClient(
            Upstream upstream,
            UpstreamConfig limits,
            Supplier<Account> ownAccount,
            RetryLoop attempts,
            Relay.Environment environment,
            Meter meter) {
        this.upstream = upstream;
        this.limits = limits;
        this.ownAccount = ownAccount;
        this.attempts = attempts;
        this.environment = environment;
        this.meter = meter;
    }

    /**
     * The list as Poe has it now.
     *
     * @throws FailureException when Poe does not give it
     */
    public ModelDocument fetch(Cancellation cancellation) {
        try (RequestTimeline timeline =
                RequestTimeline.start(environment.ticker(), environment.limits(), cancellation)) {
            Account account = ownAccount.get();
            RetryLoop.Call call = new RetryLoop.Call(
                    meter.background(timeline), account, timeline, 0, RetryLoop.Repeats.OF_WHAT_IS_REFUSED);
            timeline.poeBegins();
            return attempts.run(call, made -> attempt(account, timeline));
        }
    }

    private ModelDocument attempt(Account account, RequestTimeline timeline) {
        try (PoeReply reply = upstream.send(call(account, timeline))) {
            return read(reply, account, timeline);
        } catch (FailureException failed) {
            boolean cut = failed.failure() instanceof ReplyFailure.Closed;
            throw cut ? new FailureException(new ReplyFailure.ListCut(), failed) : failed;
        } finally {
            timeline.resume();
        }
    }

    private ModelDocument read(PoeReply reply, Account account, RequestTimeline timeline) {
        if (reply.status() != 200) {
            byte[] said = ReplyBody.readRefusal(reply, ERROR_BODY_BYTES, timeline);
            PoeErrors errors = PoeErrors.of("", reply.header("retry-after"), environment.clock(), account.secrets());
            throw new FailureException(errors.read(reply.status(), said));
        }
        timeline.firstEventCame();
        return ModelDocument.read(ReplyBody.read(reply, limits.replyLimit().bytes(), MemoryLease.UNCOUNTED, timeline));
    }

    private static PoeRequest call(Account account, RequestTimeline timeline) {
        return new PoeRequest(
                ENDPOINT, account.key(), HeaderFields.of("accept", "application/json"), Optional.empty(), timeline);
    }
}
