package poegateway.keep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import poegateway.core.Ticker;
import poegateway.keep.Shelf.Kept;

/** Keeps values in the memory of this process, under one lock: what it does there is short and never waits. */
public final class MemoryStore<T> implements OwnedStore<T> {
    private final StoreLimits limits;
    private final ToLongFunction<T> weigher;
    private final Ticker ticker;
    private final BiConsumer<String, T> gone;
    private final Shelf<Key, T> all = new Shelf<>();
    private final Map<String, Shelf<String, T>> byOwner = new HashMap<>();
    private long lastVersion;

    private record Key(String owner, String id) {}

    /**
     * @param weigher how much a value weighs, in the unit of the limits; 0 or more, and always the same for one value
     * @param ticker gives the time, and has what ended go away at every tick
     */
    public MemoryStore(StoreLimits limits, ToLongFunction<T> weigher, Ticker ticker) {
        this(limits, weigher, ticker, (owner, value) -> {});
    }

    /**
     * The same for values to which something belongs elsewhere.
     *
     * @param gone is told of each value that goes and is not replaced, with its owner; must not block, nor use the store
     */
    public MemoryStore(StoreLimits limits, ToLongFunction<T> weigher, Ticker ticker, BiConsumer<String, T> gone) {
        this.limits = limits;
        this.weigher = weigher;
        this.ticker = ticker;
        this.gone = gone;
        var unused = ticker.registerPermanently(nowNanos -> dropEnded());
    }

    @Override
    public synchronized Optional<Versioned<T>> get(String owner, String id) {
        Key key = new Key(owner, id);
        Kept<T> found = find(key);
        if (found != null && limits.expiry() == StoreLimits.Expiry.SLIDING) {
            keep(key, found.versioned(), found.weight());
        }
        return Optional.ofNullable(found).map(Kept::versioned);
    }

    @Override
    public synchronized WriteResult<T> put(String owner, String id, T value) {
        dropEnded();
        return write(new Key(owner, id), value);
    }

    @Override
    public synchronized WriteResult<T> create(String owner, String id, T value) {
        Key key = new Key(owner, id);
        Kept<T> there = find(key);
        return there == null ? write(key, value) : new WriteResult.Conflict<>(Optional.of(there.versioned()));
    }

    @Override
    public synchronized WriteResult<T> replace(String owner, String id, long version, T value) {
        Key key = new Key(owner, id);
        Kept<T> there = find(key);
        return isVersion(there, version)
                ? write(key, value)
                : new WriteResult.Conflict<>(Optional.ofNullable(there).map(Kept::versioned));
    }

    @Override
    public synchronized boolean remove(String owner, String id) {
        Key key = new Key(owner, id);
        boolean there = find(key) != null;
        drop(key);
        return there;
    }

    @Override
    public synchronized boolean remove(String owner, String id, long version) {
        return isVersion(find(new Key(owner, id)), version) && remove(owner, id);
    }

    @Override
    public synchronized List<String> ids(String owner) {
        dropEnded();
        Shelf<String, T> owned = byOwner.get(owner);
        return owned == null ? List.of() : owned.keys();
    }

    /** Values of all owners, with those that ended since the last tick. */
    public synchronized int count() {
        return all.count();
    }

    /** Weight of the values of all owners, with those that ended since the last tick. */
    public synchronized long weight() {
        return all.weight();
    }

    private @Nullable Kept<T> find(Key key) {
        dropEnded();
        return all.get(key);
    }

    private WriteResult<T> write(Key key, T value) {
        long weight = weigher.applyAsLong(value);
        if (weight > limits.valueWeightMax()) {
            return new WriteResult.TooHeavy<>(weight, limits.valueWeightMax());
        }
        Versioned<T> written = new Versioned<>(value, ++lastVersion);
        Shelf<String, T> owned = keep(key, written, weight);
        while (owned.over(limits.perOwner())) {
            drop(new Key(key.owner(), owned.first().orElseThrow().getKey()));
        }
        while (all.over(limits.inAll())) {
            drop(all.first().orElseThrow().getKey());
        }
        return new WriteResult.Written<>(written);
    }

    private Shelf<String, T> keep(Key key, Versioned<T> value, long weight) {
        Kept<T> kept = new Kept<>(value, weight, ticker.nanoTime());
        Shelf<String, T> owned = byOwner.computeIfAbsent(key.owner(), owner -> new Shelf<>());
        owned.putLast(key.id(), kept);
        all.putLast(key, kept);
        return owned;
    }

    private void drop(Key key) {
        Kept<T> dropped = all.get(key);
        all.remove(key);
        byOwner.computeIfPresent(key.owner(), (owner, owned) -> {
            owned.remove(key.id());
            return owned.count() == 0 ? null : owned;
        });
        if (dropped != null) {
            gone.accept(key.owner(), dropped.versioned().value());
        }
    }

    private synchronized void dropEnded() {
        long now = ticker.nanoTime();
        for (var first = all.first(); first.isPresent() && ended(first.get().getValue(), now); first = all.first()) {
            drop(first.get().getKey());
        }
    }

    private boolean ended(Kept<T> kept, long nowNanos) {
        return nowNanos - kept.sinceNanos() >= limits.timeToLive().toNanos();
    }

    private static boolean isVersion(@Nullable Kept<?> kept, long version) {
        return kept != null && kept.versioned().version() == version;
    }
}
