package poegateway.core;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a caller wants a request to be carried, apart from what it says. What is not told is the operator's choice.
 *
 * @param upstream the interface of Poe's
 * @param strict whether a request is refused rather than sent without hints that the way to the model cannot say
 * @param promptCaching whether the model's prompt cache decides the way
 * @param forms what becomes of a form of the answer that the way to the model cannot say
 * @param tools names of the tools that the gateway is to run where the model calls them
 * @param toolRoundsMax most answers that call such tools, where that is fewer than the operator allows
 */
public record Wishes(
        Optional<UpstreamWish> upstream,
        Optional<Boolean> strict,
        Optional<PromptCaching> promptCaching,
        Optional<FormEnforcement> forms,
        List<String> tools,
        Optional<Integer> toolRoundsMax) {
    /** Nothing in particular. */
    public static final Wishes NONE =
            new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Wishes {
        tools = List.copyOf(tools);
    }

    /** Without tools. */
    public Wishes(
            Optional<UpstreamWish> upstream,
            Optional<Boolean> strict,
            Optional<PromptCaching> promptCaching,
            Optional<FormEnforcement> forms) {
        this(upstream, strict, promptCaching, forms, List.of(), Optional.empty());
    }

    /** The same with these tools. */
    public Wishes withTools(List<String> names, Optional<Integer> roundsMax) {
        return new Wishes(upstream, strict, promptCaching, forms, names, roundsMax);
    }

    /** The same with these tools before its own. */
    public Wishes withMoreTools(List<String> names) {
        List<String> all =
                Stream.concat(names.stream(), tools.stream()).distinct().toList();
        return names.isEmpty() ? this : withTools(all, toolRoundsMax);
    }

    /** The same for another interface. */
    public Wishes with(UpstreamWish choice) {
        return new Wishes(Optional.of(choice), strict, promptCaching, forms, tools, toolRoundsMax);
    }

    /** The same for another choice of the prompt cache. */
    public Wishes with(PromptCaching choice) {
        return new Wishes(upstream, strict, Optional.of(choice), forms, tools, toolRoundsMax);
    }
}
