package poegateway.core;

import java.util.Optional;

/**
 * How a caller wants a request to be carried, apart from what it says. What is not told is the operator's choice.
 *
 * @param upstream the interface of Poe's
 * @param strict whether a request is refused rather than sent without hints that the way to the model cannot say
 * @param promptCaching whether the model's prompt cache decides the way
 * @param forms what becomes of a form of the answer that the way to the model cannot say
 */
public record Wishes(
        Optional<UpstreamWish> upstream,
        Optional<Boolean> strict,
        Optional<PromptCaching> promptCaching,
        Optional<FormEnforcement> forms) {
    /** Nothing in particular. */
    public static final Wishes NONE =
            new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The same for another choice of the prompt cache. */
    public Wishes with(PromptCaching choice) {
        return new Wishes(upstream, strict, Optional.of(choice), forms);
    }
}
