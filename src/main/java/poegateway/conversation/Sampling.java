package poegateway.conversation;

import java.util.Optional;
import poegateway.wire.json.JsonSlice;

/**
 * How the model chooses words; hints, which not every model heeds.
 *
 * @param temperature a number as the caller wrote it
 * @param topP likewise
 */
public record Sampling(Optional<JsonSlice> temperature, Optional<JsonSlice> topP) {
    public static final Sampling NONE = new Sampling(Optional.empty(), Optional.empty());
}
