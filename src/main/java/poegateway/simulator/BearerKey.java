package poegateway.simulator;

import java.util.Optional;
import poegateway.simulator.reply.ReplyError;
import poegateway.simulator.script.SimulatedRequest;

/** The rule that a request needs a Bearer key, any but {@value #WRONG_KEY}. */
final class BearerKey {
    /** The one key that is refused. */
    static final String WRONG_KEY = "wrong-key";

    private static final String SCHEME = "bearer ";

    private BearerKey() {}

    /** The refusal when the key is missing or wrong. */
    static Optional<ReplyError> refusal(SimulatedRequest request) {
        String key = of(request);
        return key.isEmpty() || key.equals(WRONG_KEY)
                ? Optional.of(ReplyError.coded(401, "authentication_error", "invalid_api_key", "Invalid API key"))
                : Optional.empty();
    }

    /** The key of the request; empty when it has none. */
    static String of(SimulatedRequest request) {
        String given = request.headers().getOrDefault("authorization", "");
        boolean bearer = given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return bearer ? given.substring(SCHEME.length()).strip() : "";
    }
}
