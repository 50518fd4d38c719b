package poegateway.keep;

import java.util.List;
import java.util.Optional;

/**
 * Immutable values by owner and id. What belongs to another owner is absent, whatever id is asked for: two owners may use the
 * same id and never meet. Safe for all threads; each method is atomic.
 *
 * <p>A value ends with its time to live ({@link StoreLimits}), or earlier where its owner, or all owners together, have more
 * than a cap allows: then whatever would end soonest goes first, of that owner or of all, and never what is being written.
 */
public interface OwnedStore<T> {
    /** The value as it stands; with a sliding time to live, its time begins anew. */
    Optional<Versioned<T>> get(String owner, String id);

    /** Writes the value, in place of whatever is there. Its time to live begins anew. */
    WriteResult<T> put(String owner, String id, T value);

    /** Writes the value where there is none; else {@link WriteResult.Conflict}, and nothing changes. */
    WriteResult<T> create(String owner, String id, T value);

    /**
     * Writes the value in place of that version; where another version or none is there, {@link WriteResult.Conflict}, and
     * nothing changes. Its time to live begins anew.
     */
    WriteResult<T> replace(String owner, String id, long version, T value);

    /** Removes the value; false where there was none. */
    boolean remove(String owner, String id);

    /** Removes the value if it is of that version; false where it was another or none. */
    boolean remove(String owner, String id, long version);

    /** Ids of everything that the owner has, the one that would end soonest first. Does not count as a use of any. */
    List<String> ids(String owner);
}
