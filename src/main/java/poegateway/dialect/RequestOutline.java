package poegateway.dialect;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import poegateway.wire.ByteRange;

/**
 * Where the gateway finds in a request what it may judge or change by what is known of the model.
 *
 * @param modelAt the name of the model, quotes included; absent where the dialect has it elsewhere
 * @param valuesAt offset of the value of each member at the top level by name, but for those that are null
 * @param pictures whether there are pictures in it
 * @param tools whether there are tools in it
 */
public record RequestOutline(
        Optional<ByteRange> modelAt, Map<String, Integer> valuesAt, boolean pictures, boolean tools) {
    /** Nothing is known. */
    public static final RequestOutline NONE = new RequestOutline(Optional.empty(), Map.of(), false, false);

    public RequestOutline {
        valuesAt = Map.copyOf(valuesAt);
    }

    /** Whether there is a member of that name that is not null. */
    public boolean has(String name) {
        return valuesAt.containsKey(name);
    }

    /** Offset of the value of a member that is there. */
    public int valueAt(String name) {
        return Objects.requireNonNull(valuesAt.get(name));
    }
}
