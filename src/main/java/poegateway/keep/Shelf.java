package poegateway.keep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values and the sums over them, the one that would end soonest first. All have the same time to live, so that is the order in
 * which their times began. Belongs to the lock of its store.
 */
final class Shelf<K, T> {
    private final LinkedHashMap<K, Kept<T>> values = new LinkedHashMap<>();
    private long weight;

    /**
     * A value on a shelf.
     *
     * @param sinceNanos when its time began
     */
    record Kept<T>(Versioned<T> versioned, long weight, long sinceNanos) {}

    @Nullable
    Kept<T> get(K key) {
        return values.get(key);
    }

    /** Puts it last, in place of what is there. */
    void putLast(K key, Kept<T> kept) {
        remove(key);
        values.putLast(key, kept);
        weight += kept.weight();
    }

    void remove(K key) {
        Kept<T> gone = values.remove(key);
        if (gone != null) {
            weight -= gone.weight();
        }
    }

    Optional<Map.Entry<K, Kept<T>>> first() {
        return Optional.ofNullable(values.firstEntry());
    }

    boolean over(StoreLimits.Cap cap) {
        return values.size() > cap.count() || weight > cap.weight();
    }

    List<K> keys() {
        return List.copyOf(values.keySet());
    }

    int count() {
        return values.size();
    }

    long weight() {
        return weight;
    }
}
