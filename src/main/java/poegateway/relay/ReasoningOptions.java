package poegateway.relay;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelParameter;
import poegateway.catalog.ModelParameter.Values;
import poegateway.conversation.ReasoningOption;

/** The parameters of a model that say how much it is to think, with the values that its card allows. */
final class ReasoningOptions {
    private ReasoningOptions() {}

    static List<ReasoningOption> of(ModelCard card) {
        return card.parameters().stream()
                .filter(parameter -> ReasoningOption.NAMES.contains(parameter.name()))
                .flatMap(parameter -> of(parameter, card))
                .toList();
    }

    private static Stream<ReasoningOption> of(ModelParameter parameter, ModelCard card) {
        String name = parameter.name();
        return switch (parameter.values()) {
            case Values.OneOf some -> Stream.of(new ReasoningOption.Word(name, some.texts()));
            case Values.Between bounds -> budget(name, bounds);
            case Values.Truth any -> Stream.of(new ReasoningOption.Toggle(name));
            case Values.AnyText any -> named(name, card);
            case Values.Unstated any -> named(name, card);
        };
    }

    private static Stream<ReasoningOption> budget(String name, Values.Between bounds) {
        long least = Math.max(0, within(bounds.least()));
        long most = within(bounds.most());
        return least <= most ? Stream.of(new ReasoningOption.Budget(name, least, most)) : Stream.empty();
    }

    private static long within(BigDecimal bound) {
        return bound.min(BigDecimal.valueOf(ReasoningOption.UNBOUND)).longValue();
    }

    /** Whose values the list does not say. */
    private static Stream<ReasoningOption> named(String name, ModelCard card) {
        Optional<ReasoningOption> usual = ReasoningOption.named(name);
        return usual
                .map(option -> option instanceof ReasoningOption.Budget budget ? bounded(budget, card) : option)
                .stream();
    }

    private static ReasoningOption bounded(ReasoningOption.Budget budget, ModelCard card) {
        return card.reasoningBudget()
                .filter(known -> known.minTokens() <= known.maxTokens())
                .map(known -> new ReasoningOption.Budget(budget.name(), known.minTokens(), known.maxTokens()))
                .orElse(budget);
    }
}
