package poegateway.relay.route;

import java.time.Duration;
import poegateway.catalog.ModelCard;
import poegateway.core.Ticker;
import poegateway.core.failure.Failure;
import poegateway.core.failure.PoeRefusal;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;

/**
 * Endpoints that Poe lists for a model and refuses all the same, remembered for an hour, so that the next request does not fail
 * there first. Nothing was done for a request that is refused so.
 */
public final class RefusedEndpoints {
    private static final StoreLimits.Cap CAP = new StoreLimits.Cap(1_000, 1_000);
    private static final StoreLimits LIMITS =
            new StoreLimits(Duration.ofMinutes(60), StoreLimits.Expiry.FIXED, CAP, CAP);

    private final OwnedStore<String> refused;
    private volatile boolean everRefused;

    public RefusedEndpoints(Ticker ticker) {
        this.refused = new MemoryStore<>(LIMITS, endpoint -> 1, ticker);
    }

    /** The card without the endpoints that were refused. */
    public ModelCard served(ModelCard card) {
        return !everRefused
                ? card
                : card.without(endpoint -> refused.get(card.id(), endpoint).isPresent());
    }

    /**
     * Looks whether the failure says that the model is not served there, and remembers it.
     *
     * @param card of the model
     * @param path where it was asked, below the address of Poe's OpenAI-compatible interface
     * @return whether the request may take another way
     */
    public boolean note(Failure failure, ModelCard card, String path) {
        String endpoint = "/v1" + path;
        boolean said = failure instanceof PoeRefusal.Refused no
                && no.code().equals(PoeRefusal.Refused.UNSUPPORTED_ENDPOINT)
                && card.endpoints().contains(endpoint);
        if (said) {
            everRefused = true;
            refused.put(card.id(), endpoint, endpoint);
        }
        return said;
    }
}
