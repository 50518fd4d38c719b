package poegateway.dialect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import poegateway.conversation.Dialect;
import poegateway.conversation.ReasoningOption;

/**
 * The model for which a request is written, as far as that matters.
 *
 * @param model name by which Poe knows it
 * @param stream whether the reply is to come as a stream
 * @param parameters names of the options that it declares; empty where nobody knows them, and then it gets all
 * @param reasoning those of them that say how much it is to think; empty where nobody knows them
 * @param caller the dialect of whoever asks
 * @param outputTokensMax most tokens of its answers, where that is known
 * @param thinkingTokensMax most tokens of its thoughts, likewise
 */
public record Target(
        String model,
        boolean stream,
        Optional<Set<String>> parameters,
        Optional<List<ReasoningOption>> reasoning,
        Dialect caller,
        OptionalLong outputTokensMax,
        OptionalLong thinkingTokensMax) {
    /** One of whose options nobody knows the values. */
    public Target(
            String model,
            boolean stream,
            Optional<Set<String>> parameters,
            Dialect caller,
            OptionalLong outputTokensMax,
            OptionalLong thinkingTokensMax) {
        this(model, stream, parameters, parameters.map(Target::reasoning), caller, outputTokensMax, thinkingTokensMax);
    }

    /** One whose limits nobody knows either. */
    public Target(String model, boolean stream, Optional<Set<String>> parameters, Dialect caller) {
        this(model, stream, parameters, caller, OptionalLong.empty(), OptionalLong.empty());
    }

    public Target {
        parameters = parameters.map(Set::copyOf);
        reasoning = reasoning.map(List::copyOf);
    }

    /** Whether an option of that name may be sent. */
    public boolean takes(String parameter) {
        return parameters.map(names -> names.contains(parameter)).orElse(true);
    }

    private static List<ReasoningOption> reasoning(Set<String> names) {
        return names.stream()
                .sorted()
                .flatMap(name -> ReasoningOption.named(name).stream())
                .toList();
    }
}
