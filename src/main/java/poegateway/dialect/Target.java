package poegateway.dialect;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import poegateway.conversation.Dialect;

/**
 * The model for which a request is written, as far as that matters.
 *
 * @param model name by which Poe knows it
 * @param stream whether the reply is to come as a stream
 * @param parameters names of the options that it declares; empty where nobody knows them, and then it gets all
 * @param caller the dialect of whoever asks
 * @param outputTokensMax most tokens of its answers, where that is known
 * @param thinkingTokensMax most tokens of its thoughts, likewise
 */
public record Target(
        String model,
        boolean stream,
        Optional<Set<String>> parameters,
        Dialect caller,
        OptionalLong outputTokensMax,
        OptionalLong thinkingTokensMax) {
    /** One whose limits nobody knows. */
    public Target(String model, boolean stream, Optional<Set<String>> parameters, Dialect caller) {
        this(model, stream, parameters, caller, OptionalLong.empty(), OptionalLong.empty());
    }

    public Target {
        parameters = parameters.map(Set::copyOf);
    }

    /** Whether an option of that name may be sent. */
    public boolean takes(String parameter) {
        return parameters.map(names -> names.contains(parameter)).orElse(true);
    }
}
