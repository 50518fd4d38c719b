package poegateway.media;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.core.failure.ClientFailure;
import poegateway.core.failure.FailureException;
import poegateway.wire.json.JsonSlice;

/**
 * Writes options into the parameters that a model declares. What it has no parameter for is left out and named; a value that it
 * does not take is refused, if Poe's own list says so. A model that Poe does not list gets every option as it is.
 */
public final class ParameterWriter {
    /** What the requests have in which models are asked, and which no option may be written into. */
    private static final Set<String> RESERVED = Set.of(
            "model",
            "messages",
            "input",
            "instructions",
            "query",
            "system",
            "tools",
            "tool_choice",
            "functions",
            "stream",
            "stream_options",
            "response_format");

    private final Optional<ModelCard> card;
    private final boolean certain;
    private final Map<String, JsonSlice> parameters = new LinkedHashMap<>();
    private final List<String> dropped = new ArrayList<>();

    /** {@code certain}: whether the card is Poe's own, and may be a reason to refuse. */
    public ParameterWriter(Optional<ModelCard> card, boolean certain) {
        this.card = card;
        this.certain = certain;
    }

    /** The first parameter that the model declares of these names. */
    public Optional<ModelParameter> declared(List<String> names) {
        return names.stream()
                .flatMap(name -> card.stream()
                        .flatMap(known -> known.parameters().stream())
                        .filter(parameter -> parameter.name().equals(name)))
                .filter(parameter -> !RESERVED.contains(parameter.name()))
                .findFirst();
    }

    /** An option under one of these names; where the model is not listed, under the first. */
    public void write(String said, List<String> names, JsonSlice value) {
        Optional<ModelParameter> parameter = declared(names);
        if (parameter.isPresent()) {
            write(said, parameter.get(), value);
        } else if (card.isEmpty() && !RESERVED.contains(names.getFirst())) {
            parameters.put(names.getFirst(), value);
        } else {
            drop(said);
        }
    }

    private void write(String said, ModelParameter parameter, JsonSlice value) {
        Optional<String> allowed = parameter.refuses(value);
        if (allowed.isPresent()) {
            refuse(said, allowed.get());
        } else {
            parameters.put(parameter.name(), value);
        }
    }

    /** A value that is known to fit. */
    public void put(ModelParameter parameter, JsonSlice value) {
        parameters.put(parameter.name(), value);
    }

    /** A list that may be years old is no reason to refuse anything. */
    public void refuse(String said, String allowed) {
        if (certain) {
            String model = card.map(ModelCard::id).orElse("");
            throw new FailureException(new ClientFailure.ValueNotOfModel(model, said, allowed));
        }
        drop(said);
    }

    public void drop(String said) {
        dropped.add(said);
    }

    /** By name. */
    public Map<String, JsonSlice> parameters() {
        return parameters;
    }

    /** What the model has no parameter for. */
    public List<String> dropped() {
        return dropped;
    }
}
