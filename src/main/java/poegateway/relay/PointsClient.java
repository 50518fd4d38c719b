package poegateway.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import poegateway.core.Account;
import poegateway.core.Cancellation;
import poegateway.core.HeaderFields;
import poegateway.core.RequestTimeline;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.ReplyFailure;
import poegateway.dialect.poe.PoeErrors;
import poegateway.relay.reply.ReplyBody;
import poegateway.upstream.PoeEndpoint;
import poegateway.upstream.PoeReply;
import poegateway.upstream.PoeRequest;
import poegateway.upstream.Upstream;

/**
 * Asks Poe about the points of an account: how many are left, and what they were spent for. It costs nothing, and only a good key gets
 * an answer. There is no second attempt.
 */
public final class PointsClient {
    /** Most uses that Poe tells at once. */
    public static final int USES_MAX = 100;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BALANCE_BYTES_MAX = 64 * 1024;
    private static final int HISTORY_BYTES_MAX = 512 * 1024;

    private final Upstream upstream;
    private final Relay.Environment environment;

    PointsClient(Upstream upstream, Relay.Environment environment) {
        this.upstream = upstream;
        this.environment = environment;
    }

    /**
     * What points were spent for, the newest first, of the last 30 days.
     *
     * @param more whether there were earlier uses
     */
    public record History(List<Use> uses, boolean more) {
        public History {
            uses = List.copyOf(uses);
        }
    }

    /**
     * One use of a bot.
     *
     * @param kind where it was used, in Poe's words, such as {@code API} or {@code Chat}
     * @param points that it cost; negative where some were given back
     */
    public record Use(Instant at, String bot, String kind, long points) {}

    /**
     * Points left; may be negative.
     *
     * @throws FailureException when Poe does not tell
     */
    public long left(Account account, Cancellation cancellation) {
        JsonNode left = ask(account, cancellation, "/current_balance", BALANCE_BYTES_MAX)
                .path("current_point_balance");
        if (left.canConvertToLong() && left.isIntegralNumber()) {
            return left.longValue();
        }
        throw new FailureException(new ReplyFailure.BadResponse("it holds no current_point_balance"));
    }

    /**
     * The newest uses, {@link #USES_MAX} at most.
     *
     * @throws FailureException when Poe does not tell
     */
    public History history(Account account, Cancellation cancellation) {
        JsonNode told = ask(account, cancellation, "/points_history?limit=" + USES_MAX, HISTORY_BYTES_MAX);
        if (!told.path("data").isArray()) {
            throw new FailureException(new ReplyFailure.BadResponse("it holds no history of points"));
        }
        List<Use> uses = new ArrayList<>();
        told.path("data").forEach(row -> use(row).ifPresent(uses::add));
        return new History(uses, told.path("has_more").asBoolean());
    }

    /** Empty where Poe tells less of it than it documents. */
    private static Optional<Use> use(JsonNode row) {
        JsonNode micros = row.path("creation_time");
        JsonNode points = row.path("cost_points");
        if (!micros.isIntegralNumber()
                || !points.isIntegralNumber()
                || !row.path("bot_name").isTextual()) {
            return Optional.empty();
        }
        Instant at = Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
        String kind = row.path("usage_type").asText();
        return Optional.of(new Use(at, row.path("bot_name").asText(), kind, points.longValue()));
    }

    private JsonNode ask(Account account, Cancellation cancellation, String path, int bytesMax) {
        try (RequestTimeline timeline =
                RequestTimeline.start(environment.ticker(), environment.limits(), cancellation)) {
            timeline.poeBegins();
            try (PoeReply reply = upstream.send(call(account, path, timeline))) {
                timeline.resume();
                if (reply.status() != 200) {
                    byte[] said = ReplyBody.readRefusal(reply, BALANCE_BYTES_MAX, timeline);
                    throw new FailureException(errors(reply, account).read(reply.status(), said));
                }
                return read(ReplyBody.readBeginning(reply, bytesMax, timeline));
            }
        }
    }

    private PoeErrors errors(PoeReply reply, Account account) {
        return PoeErrors.of("", reply.header("retry-after"), environment.clock(), account.secrets());
    }

    private static PoeRequest call(Account account, String path, RequestTimeline timeline) {
        PoeEndpoint endpoint = new PoeEndpoint(PoeEndpoint.Base.USAGE, "GET", path, PoeEndpoint.KeyForm.BEARER);
        return new PoeRequest(
                endpoint, account.key(), HeaderFields.of("accept", "application/json"), Optional.empty(), timeline);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException broken) {
            throw new FailureException(new ReplyFailure.BadResponse("what Poe tells of points is not JSON"), broken);
        }
    }
}
