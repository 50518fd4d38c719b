package poegateway.dialect.responses.history;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import poegateway.core.Ticker;
import poegateway.keep.MemoryStore;
import poegateway.keep.OwnedStore;
import poegateway.keep.StoreLimits;
import poegateway.keep.Versioned;
import poegateway.wire.json.JsonMembers;

/** The responses that are kept, each for the caller who got it. Safe for all threads. */
public final class ResponseStore {
    /** How many items of answers are known by their ids, for each response that may be kept. */
    private static final int ITEMS_FOR_EACH = 8;

    private final OwnedStore<KeptResponse> responses;
    private final OwnedStore<KeptResponse> byItem;
    private final RandomGenerator random;
    private final long bytesInFlightMax;
    private final AtomicLong bytesInFlight = new AtomicLong();

    /**
     * @param limits weights are bytes; what requests under way hold for the store is bounded by the same weight once more
     * @param random makes ids, which nobody must be able to guess
     */
    public ResponseStore(StoreLimits limits, Ticker ticker, RandomGenerator random) {
        this.responses = new MemoryStore<>(limits, KeptResponse::weight, ticker);
        this.byItem = new MemoryStore<>(ofItems(limits), kept -> 1, ticker);
        this.random = random;
        this.bytesInFlightMax = limits.inAll().weight();
    }

    private static StoreLimits ofItems(StoreLimits limits) {
        return new StoreLimits(
                limits.timeToLive(), limits.expiry(), ofItems(limits.perOwner()), ofItems(limits.inAll()));
    }

    private static StoreLimits.Cap ofItems(StoreLimits.Cap responses) {
        int count = (int) Math.min(Integer.MAX_VALUE, (long) responses.count() * ITEMS_FOR_EACH);
        return new StoreLimits.Cap(count, count);
    }

    /**
     * The dialect for one request; to be closed when the request has ended.
     *
     * @param owner whose responses it may refer to, and who gets the new one
     * @param warn is told in a sentence when the response will not be kept
     */
    public KeepingFormat format(String owner, Consumer<String> warn) {
        return new KeepingFormat(this, owner, warn);
    }

    /** The response of that id. */
    public Optional<KeptResponse> find(String owner, String id) {
        return responses.get(owner, id).map(Versioned::value);
    }

    /** Removes the response; false where there was none. Those that go on from it stay whole. */
    public boolean remove(String owner, String id) {
        find(owner, id).ifPresent(kept -> itemIds(kept).forEach(itemId -> byItem.remove(owner, itemId)));
        return responses.remove(owner, id);
    }

    /** A response whose answer has an item of that id. */
    Optional<KeptResponse> findByItem(String owner, String itemId) {
        return byItem.get(owner, itemId).map(Versioned::value);
    }

    /** Keeps a response. */
    void keep(String owner, String id, KeptResponse response) {
        responses.put(owner, id, response);
        itemIds(response).forEach(itemId -> byItem.put(owner, itemId, response));
    }

    private static List<String> itemIds(KeptResponse response) {
        return response.output().stream()
                .map(item -> Replay.text(JsonMembers.of(item), "id"))
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** A new id of a response. */
    String newId() {
        return "resp_%016x%016x".formatted(random.nextLong(), random.nextLong());
    }

    /** Takes memory for a request under way; false where there is none left. */
    boolean take(long bytes) {
        while (true) {
            long held = bytesInFlight.get();
            if (held + bytes > bytesInFlightMax) {
                return false;
            }
            if (bytesInFlight.compareAndSet(held, held + bytes)) {
                return true;
            }
        }
    }

    void giveBack(long bytes) {
        bytesInFlight.addAndGet(-bytes);
    }

    /** Memory that requests under way hold; 0 when nothing leaked. */
    public long bytesInFlight() {
        return bytesInFlight.get();
    }
}
