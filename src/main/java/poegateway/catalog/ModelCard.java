package poegateway.catalog;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import poegateway.core.Usage;

/**
 * What Poe says of one model. Whatever it does not say is empty, and proves nothing: many models do more than their card says.
 *
 * @param id as Poe lists it
 * @param displayName as Poe's pages show it
 * @param ownedBy who makes it
 * @param createdSeconds when Poe listed it first, in seconds since 1970
 * @param endpoints paths of Poe's interfaces that it is listed for, such as {@code /v1/responses}, the preferred one first
 * @param inputs what may be sent to it
 * @param outputs what it answers with
 * @param features what else it can do, such as {@code tools}
 * @param parameters of its own
 * @param contextTokens of prompt and answer together
 * @param outputTokensMax of an answer
 * @param reasoningBudget bounds of a thinking budget
 * @param prices in US dollars
 */
public record ModelCard(
        String id,
        String displayName,
        String ownedBy,
        OptionalLong createdSeconds,
        List<String> endpoints,
        Set<Modality> inputs,
        Set<Modality> outputs,
        Set<String> features,
        List<ModelParameter> parameters,
        OptionalLong contextTokens,
        OptionalLong outputTokensMax,
        Optional<ReasoningBudget> reasoningBudget,
        ModelPrices prices) {
    private static final Set<Modality> TEXT_ALONE = Set.of(Modality.TEXT);

    /** Bounds of a thinking budget, in tokens. */
    public record ReasoningBudget(long minTokens, long maxTokens) {}

    public ModelCard {
        endpoints = List.copyOf(endpoints);
        inputs = Set.copyOf(inputs);
        outputs = Set.copyOf(outputs);
        features = Set.copyOf(features);
        parameters = List.copyOf(parameters);
    }

    /**
     * Whether it makes pictures, sound or film, which takes minutes and costs much. Poe lists pictures among what some models of
     * text give too; those call tools, which no maker of pictures does.
     */
    public boolean makesMedia() {
        return !TEXT_ALONE.containsAll(outputs) && !has("tools");
    }

    /** The same without some of its endpoints. */
    public ModelCard without(Predicate<String> endpoint) {
        return new ModelCard(
                id,
                displayName,
                ownedBy,
                createdSeconds,
                endpoints.stream().filter(endpoint.negate()).toList(),
                inputs,
                outputs,
                features,
                parameters,
                contextTokens,
                outputTokensMax,
                reasoningBudget,
                prices);
    }

    /**
     * What one call costs in US dollars; empty where Poe names no price. Of what makers of media cost by the token Poe's counts tell
     * nothing: they are those of a link.
     */
    public Optional<BigDecimal> callDollars(Usage counted) {
        Optional<BigDecimal> request = prices.requestDollars();
        Optional<BigDecimal> tokens = makesMedia() ? Optional.empty() : prices.tokensDollars(counted);
        return request.or(() -> tokens)
                .map(first -> request.isEmpty() ? first : first.add(tokens.orElse(BigDecimal.ZERO)));
    }

    /** Whether it is listed with this feature. */
    public boolean has(String feature) {
        return features.contains(feature);
    }
}
