package poegateway.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.poe.PoeErrors;
import poegateway.upstream.PoeEndpoint;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.upstream.Upstream;

/** Asks Poe how many points an account has left. It costs nothing, and only a good key gets an answer. */
public final class BalanceClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PoeEndpoint ENDPOINT =
            new PoeEndpoint(PoeEndpoint.Base.USAGE, "GET", "/current_balance", PoeEndpoint.KeyForm.BEARER);
    private static final int REPLY_BYTES_MAX = 64 * 1024;

    private final Upstream upstream;
    private final Relay.Environment environment;

    BalanceClient(Upstream upstream, Relay.Environment environment) {
        this.upstream = upstream;
        this.environment = environment;
    }

    /**
     * Points left; may be negative.
     *
     * @throws FailureException when Poe does not tell; there is no second attempt
     */
    public long points(Account account, Cancellation cancellation) {
        try (RequestTimeline timeline =
                RequestTimeline.start(environment.ticker(), environment.limits(), cancellation)) {
            timeline.poeBegins();
            try (PoeReply reply = upstream.send(call(account, timeline))) {
                timeline.resume();
                if (reply.status() != 200) {
                    byte[] said = ReplyBody.readRefusal(reply, REPLY_BYTES_MAX, timeline);
                    throw new FailureException(errors(reply, account).read(reply.status(), said));
                }
                return read(ReplyBody.readBeginning(reply, REPLY_BYTES_MAX, timeline));
            }
        }
    }

    private PoeErrors errors(PoeReply reply, Account account) {
        return PoeErrors.of("", reply.header("retry-after"), environment.clock(), account.secrets());
    }

    private static PoeRequest call(Account account, RequestTimeline timeline) {
        return new PoeRequest(
                ENDPOINT, account.key(), Map.of("accept", "application/json"), Optional.empty(), timeline);
    }

    private static long read(byte[] body) {
        try {
            JsonNode points = JSON.readTree(body).path("current_point_balance");
            if (points.canConvertToLong() && points.isIntegralNumber()) {
                return points.longValue();
            }
        } catch (IOException broken) {
            throw new FailureException(new ReplyFailure.BadResponse("the balance is not JSON"), broken);
        }
        throw new FailureException(new ReplyFailure.BadResponse("it holds no current_point_balance"));
    }
}
