package poegateway.keep;

import java.util.Optional;

/** What came of a write. */
public sealed interface WriteResult<T> {
    /** The value is kept. */
    record Written<T>(Versioned<T> now) implements WriteResult<T> {}

    /**
     * Something else is there, so nothing changed.
     *
     * @param current what is there; empty where nothing is
     */
    record Conflict<T>(Optional<Versioned<T>> current) implements WriteResult<T> {}

    /**
     * The value alone is heavier than an owner may have, so nothing changed.
     *
     * @param weight of the value
     * @param weightMax of one value
     */
    record TooHeavy<T>(long weight, long weightMax) implements WriteResult<T> {}
}
