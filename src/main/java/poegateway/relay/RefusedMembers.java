package poegateway.relay;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;

/**
 * Members of requests that Poe refuses because it does not know them, by model, remembered for an hour, so that the next request
 * does not fail first. Nothing was done for a request that is refused so.
 */
final class RefusedMembers {
    /** How many refusals of one request are answered by leaving something out: Poe names one member at a time. */
    static final int REFUSALS_MAX = 4;

    private static final StoreLimits LIMITS = new StoreLimits(
            Duration.ofMinutes(60),
            StoreLimits.Expiry.FIXED,
            new StoreLimits.Cap(50, 50),
            new StoreLimits.Cap(5_000, 5_000));

    private final OwnedStore<String> refused;
    private volatile boolean everRefused;

    RefusedMembers(Ticker ticker) {
        this.refused = new MemoryStore<>(LIMITS, path -> 1, ticker);
    }

    /** The request without what was refused before. */
    UpstreamRequest without(UpstreamRequest request) {
        return everRefused ? request.without(refused.ids(owner(request))) : request;
    }

    /** The request without what the failure says is unknown, which is remembered; empty where it says nothing like that. */
    Optional<UpstreamRequest> without(UpstreamRequest request, Failure failure) {
        Set<String> paths = request.format().unknownMembers(failure);
        UpstreamRequest less = request.without(paths);
        if (less.equals(request)) {
            return Optional.empty();
        }
        everRefused = true;
        paths.forEach(path -> refused.put(owner(request), path, path));
        return Optional.of(less);
    }

    private static String owner(UpstreamRequest request) {
        return request.endpoint().path() + " " + request.model();
    }
}
