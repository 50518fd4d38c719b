package poegateway.meter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What was made for each key, for so many keys; all further keys share what was made for one of them. Any thread. */
final class BoundedMeters<K, V> {
    private final Map<K, V> made = new ConcurrentHashMap<>();
    private final int max;
    private final Function<K, V> maker;
    private final K rest;

    /** {@code rest} stands for every key over {@code max}. */
    BoundedMeters(int max, K rest, Function<K, V> maker) {
        this.max = max;
        this.rest = rest;
        this.maker = maker;
    }

    V get(K key) {
        V found = made.get(key);
        if (found != null) {
            return found;
        }
        return made.computeIfAbsent(made.size() < max ? key : rest, maker);
    }

    int size() {
        return made.size();
    }
}
