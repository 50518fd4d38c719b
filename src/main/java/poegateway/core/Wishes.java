package poegateway.core;

import java.util.Optional;

/**
 * How a caller wants a request to be carried, apart from what it says. What is not told is the operator's choice.
 *
 * @param upstream the interface of Poe's
 * @param strict whether a request is refused rather than sent without hints that the way to the model cannot say
 */
public record Wishes(Optional<UpstreamWish> upstream, Optional<Boolean> strict) {
    /** Nothing in particular. */
    public static final Wishes NONE = new Wishes(Optional.empty(), Optional.empty());
}
